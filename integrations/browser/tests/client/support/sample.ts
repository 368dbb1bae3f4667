import type { Assessment, FeedbackReceived, Policy } from "../../../client/index.js";

const CLAUSE = { id: "aandachtspunt-1", quote: "Niet delen via berichtenapps." };
const REMINDER = { code: "awareness.executive", message: "Berichten worden bewaard.", clause: CLAUSE };

/** A draft whose code points and UTF-16 units differ. */
export const TEXT = "😀 bel Yilmaz, heeft griep";
export const LENGTH = 25;

/** An assessment of {@link TEXT} with something in every field. */
export function assessment(): Assessment {
  return {
    id: "gAAAAA",
    verdict: "warn",
    categories: {
      personal: { level: "warn", score: 0.97 },
      decision: { level: "none", score: 0 },
      confidential: { level: null, score: null },
    },
    findings: [
      {
        category: "personal",
        entity: "PERSON",
        start: 6,
        end: 12,
        score: 0.99,
        recogniser: "PersonRecogniser",
        explanation: "Dit is een naam van een persoon.",
      },
      {
        category: "personal",
        entity: null,
        start: 0,
        end: LENGTH,
        score: 1,
        recogniser: "estimator",
        explanation: "Dit zegt iets gevoeligs over een persoon.",
      },
    ],
    topics: [
      { topic: "health", score: 0.97, start: 20, end: LENGTH },
      { topic: "family", score: 0.5, start: null, end: null },
    ],
    warnings: [
      {
        code: "personal.sensitive_fact",
        category: "personal",
        level: "warn",
        title: "Dit gaat over iemands privéleven",
        message: "Zet het in het dossier.",
        clause: CLAUSE,
        destinations: [
          { id: "motion", label: "Motion", url: null, why: "Daar hoort het." },
          { id: "email", label: "E-mail", url: "mailto:", why: "E-mail is veiliger." },
          { id: "ibabs", label: "iBabs", url: "https://ibabs.example.nl/", why: "Daar hoort het." },
        ],
      },
    ],
    reminders: [REMINDER],
    redacted_text: "😀 bel <PERSON>, heeft griep",
    degraded: ["encoder"],
    model_version: "2026.11.28-3",
    policy_version: "handreiking-1",
  };
}

/** An answer to feedback. */
export function feedbackReceived(): FeedbackReceived {
  return { reminders: [REMINDER], text_kept_until: "2026-12-28" };
}

/** The guideline as the service gives it. */
export function policy(): Policy {
  const words = { nl: "woorden", en: "words" };
  return {
    version: "handreiking-1",
    name: "Handreiking",
    clauses: [CLAUSE],
    destinations: [{ id: "motion", url: "https://motion.example.nl/", label: words, why: { personal: words } }],
    sent_anyway: [{ code: "keep", message: words, clause: CLAUSE }],
  };
}
