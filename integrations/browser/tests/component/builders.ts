// States, assessments and findings for tests, with no more in them than a test names.
import type { Assessed, Assessment, Category, Finding, Level, Reminder, Verdict, Warning } from "../../client/index.js";
import type { LocalFinding } from "../../local-rules/types.js";

interface Parts {
  id?: string;
  verdict?: Verdict;
  levels?: Partial<Record<Category, Level | null>>;
  findings?: Finding[];
  warnings?: Warning[];
  reminders?: Reminder[];
  degraded?: string[];
}

export function assessed(text: string, parts: Parts = {}): Assessed {
  const levels = { personal: "warn", decision: "none", confidential: "none", ...parts.levels } as const;
  const category = (level: Level | null): { level: Level | null; score: number | null } => ({
    level,
    score: level === null ? null : 0.5,
  });
  const assessment: Assessment = {
    id: parts.id ?? "sealed",
    verdict: parts.verdict ?? "warn",
    categories: {
      personal: category(levels.personal),
      decision: category(levels.decision),
      confidential: category(levels.confidential),
    },
    findings: parts.findings ?? [],
    topics: [],
    warnings: parts.warnings ?? [],
    reminders: parts.reminders ?? [],
    degraded: parts.degraded ?? [],
    model_version: "1",
    policy_version: "1",
  };
  return { status: "assessed", text, assessment };
}

export function finding(start: number, end: number, parts: Partial<Finding> = {}): Finding {
  return {
    ...{ category: "personal", entity: "PERSON", start, end, score: 0.9, recogniser: "test" },
    explanation: "Dit is een naam van een persoon.",
    ...parts,
  } as Finding;
}

export function number(entity: LocalFinding["entity"], start: number, end: number): LocalFinding {
  const level = entity === "PHONE_NUMBER" || entity === "EMAIL_ADDRESS" ? "notice" : "warn";
  return { category: "personal", entity, level, start, end, score: 0.9, recogniser: "test", public: false, own: false };
}

const clause = { id: "aandachtspunt-1", quote: "Vertrouwelijke of persoonsgevoelige informatie …" };

export function warning(code: string): Warning {
  return { code, category: "personal", level: "warn", title: `titel ${code}`, message: "…", clause, destinations: [] };
}

export function reminder(code: string): Reminder {
  return { code, message: `bericht ${code}`, clause };
}
