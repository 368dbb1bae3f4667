// Holding back a form until every draft in it may be sent.

/** Decides about one draft. */
export interface Gate {
  /** The form that the draft is sent with, `null` when it is not guarded now. */
  form(): HTMLFormElement | null;
  /** Resolves with whether the draft may be sent. */
  allow(): Promise<boolean>;
  /** Tells whether what may be sent is what stands there now. */
  stands(): boolean;
  /** Hears that what might be sent was sent. */
  sent(): void;
}

const guards = new WeakMap<Node, Guard>();

/** Holds back every submit under `root` of a form that has gates, until all of them say yes; returns the way to stop. */
export function guardForms(root: Node, gate: Gate): () => void {
  const guard = guards.get(root) ?? new Guard(root);
  guards.set(root, guard);
  guard.gates.add(gate);
  return () => guard.gates.delete(gate);
}

class Guard {
  readonly gates = new Set<Gate>();
  readonly #asking = new WeakSet<HTMLFormElement>();
  #passing: HTMLFormElement | null = null;

  constructor(root: Node) {
    root.addEventListener("submit", (event) => this.#hold(event as SubmitEvent), { capture: true });
  }

  #hold(event: SubmitEvent): void {
    const form = event.target as HTMLFormElement;
    const gates = [...this.gates].filter((gate) => gate.form() === form);
    if (gates.length === 0 || this.#passing === form) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!this.#asking.has(form)) void this.#ask(form, gates, event.submitter);
  }

  async #ask(form: HTMLFormElement, gates: readonly Gate[], submitter: HTMLElement | null): Promise<void> {
    this.#asking.add(form);
    try {
      for (const gate of gates) if (!(await gate.allow())) return;
      await nextTask(); // a browser ignores a submit that comes while another is going on
      if (!gates.every((gate) => gate.stands())) return;
      this.#pass(form, submitter);
      for (const gate of gates) gate.sent();
    } finally {
      this.#asking.delete(form);
    }
  }

  #pass(form: HTMLFormElement, submitter: HTMLElement | null): void {
    this.#passing = form;
    try {
      form.requestSubmit(submitter && Reflect.get(submitter, "form") === form ? submitter : null);
    } finally {
      this.#passing = null;
    }
  }
}

function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
