// Retention reminders are shown at most once per conversation and day (architecture: the client keeps count). What is kept is
// a day and numbers made from the names of conversations; in every tab of the site, and nothing of a message.

const KEY = "berichtwacht-reminded";
const memory = new Set<number>();
let remembered = "";

interface Kept {
  day: string;
  conversations: number[];
}

/** Returns whether the reminder is due in `conversation` today. */
export function isDue(conversation: string, today = dayOf(new Date())): boolean {
  return !known(today).has(numberOf(conversation));
}

/** Keeps that the reminder was shown in `conversation` today. */
export function keep(conversation: string, today = dayOf(new Date())): void {
  const all = known(today).add(numberOf(conversation));
  if (remembered !== today) memory.clear();
  remembered = today;
  memory.add(numberOf(conversation));
  try {
    localStorage.setItem(KEY, JSON.stringify({ day: today, conversations: [...all] } satisfies Kept));
  } catch {
    // without storage it is kept as long as the page is open
  }
}

function known(today: string): Set<number> {
  const all = new Set(remembered === today ? memory : []);
  try {
    const kept: Partial<Kept> | null = JSON.parse(localStorage.getItem(KEY) ?? "null");
    if (kept?.day === today && Array.isArray(kept.conversations))
      for (const number of kept.conversations) all.add(number);
  } catch {
    // what is no count of ours counts as none
  }
  return all;
}

function dayOf(date: Date): string {
  return `${date.getFullYear()}-${date.getMonth() + 1}-${date.getDate()}`;
}

/** Returns a number for a name, so that the name itself is not kept (FNV-1a); whoever guesses the name can check it. */
function numberOf(name: string): number {
  let number = 0x811c9dc5;
  for (let index = 0; index < name.length; index += 1) {
    number = Math.imul(number ^ name.charCodeAt(index), 0x01000193) >>> 0;
  }
  return number;
}
