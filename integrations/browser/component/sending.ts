// From the wish to send to the sending: what may go, what is asked first, and what is said and told afterwards.
import type { Client } from "../client/index.js";
import type { Assessed, Feedback, Language, Settled, Unchecked, Why } from "../client/types.js";
import type { Reply } from "./question.js";

/** What the writer did with a draft that was warned about. */
export interface Decision {
  action: "sent" | "cancelled" | "redirected" | "edited";
  reason?: Why;
  /** Id of the destination, when the draft was taken elsewhere. */
  destination?: string;
}

/** What to do after sending anyway, in the words of the service; none where it has no words in that language. */
export type Advice = (language: Language) => readonly string[];

export interface Correspondent {
  readonly client: Client;
  readonly language: Language;
  /** Whether feedback may be sent. */
  readonly tells: boolean;
  read(): string;
  /** Assesses the draft and shows that sending waits for it; resolves with `null` when its field goes meanwhile. */
  check(): Promise<Settled | null>;
  /** Shows that nothing was sent, because the draft was changed before it could go. */
  typedOn(): void;
  /** Leads the writer back to a question that is open. */
  remind(): void;
  ask(): Promise<Reply>;
  decided(decision: Decision): void;
  /** Shows the advice after sending anyway. */
  advise(advice: Advice): void;
}

export class Sending {
  readonly #with: Correspondent;
  #running: Promise<boolean> | null = null;
  #warned: string | null = null;
  #confirmed: string | null = null;
  #afterwards: () => void = () => {};

  constructor(correspondent: Correspondent) {
    this.#with = correspondent;
  }

  /** Keeps that there was a warning, until the draft is sent or gone. */
  noted(state: { status: string }): void {
    if (state.status === "empty") this.#warned = null;
    if (state.status === "assessed" && (state as Assessed).assessment.verdict === "warn") {
      this.#warned = (state as Assessed).assessment.id;
    }
  }

  /** Returns whether the draft may be sent as it stands there now, and takes a yes for the sending. */
  async confirm(): Promise<boolean> {
    const isAllowed = await this.allow();
    if (isAllowed) this.sent();
    return isAllowed;
  }

  /**
   * Returns whether the draft may be sent as it stands there now; no when it is changed before that is known, or while another
   * wish to send it is not decided: one yes is for one sending.
   */
  async allow(): Promise<boolean> {
    if (this.#running !== null) {
      this.#with.remind();
      return false;
    }
    this.#running = this.#decide().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  /** Tells whether the draft that was last allowed is what stands there now; if not, the writer is told. */
  stands(): boolean {
    const stands = this.#confirmed === this.#with.read();
    if (!stands) this.#notSent();
    return stands;
  }

  /** Hears that what was allowed was sent: a yes may still come to nothing, when another draft is sent with this one. */
  sent(): void {
    const afterwards = this.#afterwards;
    this.#afterwards = () => {};
    afterwards();
  }

  /** Tells that the draft was taken to a destination. */
  redirected(destination: string, state: { status: string }): void {
    this.#with.decided({ action: "redirected", destination });
    if (state.status === "assessed")
      this.#tell({ assessment: (state as Assessed).assessment.id, action: "redirected" });
  }

  async #decide(): Promise<boolean> {
    const text = this.#with.read();
    this.#confirmed = null;
    this.#afterwards = () => {};
    const settled = await this.#with.check();
    if (settled === null || this.#with.read() !== text || (settled.status !== "empty" && settled.text !== text)) {
      this.#notSent();
      return false;
    }
    const isAllowed = await this.#allows(settled, text);
    if (isAllowed) this.#confirmed = text;
    return isAllowed;
  }

  async #allows(settled: Settled, text: string): Promise<boolean> {
    if (!warns(settled)) {
      const warned = this.#warned;
      this.#afterwards = () => this.#passed(settled, warned);
      return true;
    }
    const reply = await this.#with.ask();
    const isSame = this.#with.read() === text;
    if (reply.sends && isSame) this.#afterwards = () => this.#sentAnyway(settled, reply);
    else {
      this.#with.decided({ action: isSame ? "cancelled" : "edited" });
      if (reply.sends) this.#notSent();
    }
    return reply.sends && isSame;
  }

  /** Where nothing stands any more nothing was to be sent. */
  #notSent(): void {
    if (this.#with.read().trim() !== "") this.#with.typedOn();
  }

  #passed(settled: Settled, warned: string | null): void {
    this.#warned = null;
    if (warned && settled.status === "assessed" && settled.assessment.id !== warned) {
      this.#tell({ assessment: warned, action: "edited" });
    }
  }

  #sentAnyway(settled: Assessed | Unchecked, { reason, sendsText }: Reply & { sends: true }): void {
    this.#warned = null;
    this.#with.decided({ action: "sent", reason });
    void this.#advice(settled, reason, sendsText).then((advice) => this.#with.advise(advice));
  }

  async #advice(settled: Assessed | Unchecked, reason: Why, sendsText: boolean): Promise<Advice> {
    const { client, language, tells } = this.#with;
    try {
      if (tells && settled.status === "assessed") {
        const feedback: Feedback = { assessment: settled.assessment.id, action: "sent", reason, language };
        if (reason === "warning_wrong") feedback.right = false;
        if (sendsText) feedback.text = settled.text;
        const messages = (await client.feedback(feedback)).reminders.map(({ message }) => message);
        return (asked) => (asked === language ? messages : []);
      }
    } catch {
      // the advice does not depend on whether the feedback arrived
    }
    try {
      const { sent_anyway } = await client.policy();
      return (asked) => sent_anyway.map(({ message }) => message[asked]);
    } catch {
      return () => [];
    }
  }

  #tell(feedback: Feedback): void {
    if (this.#with.tells) this.#with.client.feedback(feedback).catch(() => {}); // a count that is missed harms nobody
  }
}

/** Returns whether the writer is asked before this is sent. */
function warns(settled: Settled): settled is Assessed | Unchecked {
  if (settled.status === "assessed") return settled.assessment.verdict === "warn";
  if (settled.status === "unchecked")
    return settled.numbers?.some(({ level, public: isPublic }) => level === "warn" && !isPublic) ?? false;
  return false;
}
