// The client library of Berichtwacht: asks the service about drafts. See client.ts to begin with.
export type { LocalFinding } from "../local-rules/types.js";
export { type CallOptions, Client, type ClientOptions } from "./client.js";
export { BerichtwachtError, type Circumstances, type Problem } from "./errors.js";
export { inputSource } from "./input.js";
export { codePointLength, type Span, utf16Spans } from "./offsets.js";
export type * from "./types.js";
