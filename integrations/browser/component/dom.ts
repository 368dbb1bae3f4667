// Making elements. Text is only ever set as text: nothing that a writer or a service says can become markup.

export type Child = Node | string | null | undefined | false;

/** Returns a new element with `properties` (those with a dash are attributes) and `children`. */
export function made<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  properties: Record<string, unknown> = {},
  ...children: Child[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (typeof value === "function") (element as HTMLElement).addEventListener(key, value as EventListener);
    else if (key in element) Reflect.set(element, key, value);
    else element.setAttribute(key, value === true ? "" : String(value));
  }
  element.append(...children.filter(isShown));
  return element;
}

function isShown(child: Child): child is Node | string {
  return child !== null && child !== undefined && child !== false && child !== "";
}
