// Holding back a form until every draft in it may be sent.

/** Decides about one draft. */
export interface Gate {
  /** The form that the draft is sent with, `null` when it is not guarded now. */
  form(): HTMLFormElement | null;
  /** Resolves with whether the draft may be sent. */
  allow(): Promise<boolean>;
  /** Tells whether what may be sent is what stands there now. */
  stands(): boolean;
  /** Leads the writer back to a question that is open. */
  remind(): void;
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
  #went = false;

  constructor(root: Node) {
    root.addEventListener("submit", (event) => this.#hold(event as SubmitEvent), { capture: true });
  }

  #hold(event: SubmitEvent): void {
    const form = event.target as HTMLFormElement;
    const gates = [...this.gates].filter((gate) => gate.form() === form);
    if (gates.length === 0) return;
    if (this.#passing === form) {
      this.#went = true;
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    if (this.#asking.has(form)) for (const gate of gates) gate.remind();
    else void this.#ask(form, gates, event.submitter);
  }

  async #ask(form: HTMLFormElement, gates: readonly Gate[], submitter: HTMLElement | null): Promise<void> {
    this.#asking.add(form);
    try {
      for (const gate of gates) if (!(await gate.allow())) return;
      await nextTask(); // a browser ignores a submit that comes while another is going on
      if (!gates.every((gate) => gate.stands())) return;
      if (this.#pass(form, submitter)) for (const gate of gates) gate.sent();
    } finally {
      this.#asking.delete(form);
    }
  }

  /** Submits the form; returns whether it went, which the browser refuses while a field of it is not valid. */
  #pass(form: HTMLFormElement, submitter: HTMLElement | null): boolean {
    this.#passing = form;
    this.#went = false;
    try {
      form.requestSubmit(submits(submitter, form) ? submitter : null);
    } finally {
      this.#passing = null;
    }
    return this.#went;
  }
}

function submits(button: HTMLElement | null, form: HTMLFormElement): boolean {
  return (
    button !== null && Reflect.get(button, "form") === form && /^(submit|image)$/.test(Reflect.get(button, "type"))
  );
}

function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
