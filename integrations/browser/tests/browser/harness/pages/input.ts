import { field, mount } from "./mount.js";

mount((place) => {
  const line = field("input");
  place.append(line);
  return {
    read: () => line.value,
    write: (text) => {
      line.value = text;
    },
  };
});
