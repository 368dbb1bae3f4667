import { field, mount } from "./mount.js";

mount((place) => {
  const area = field("textarea");
  area.rows = 5;
  place.append(area);
  return {
    read: () => area.value,
    write: (text) => {
      area.value = text;
    },
  };
});
