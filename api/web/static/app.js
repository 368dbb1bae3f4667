// The page: sends the draft to this service and shows the answer. Text is only ever set as text, never as HTML.
"use strict";

const VERDICTS = {
  none: "In orde: dit mag je versturen",
  notice: "Kijk nog even",
  warn: "Niet versturen",
  unchecked: "Niet helemaal gecontroleerd",
};
const LEVELS = { none: 0, notice: 1, warn: 2 };

const element = (id) => document.getElementById(id);

function made(tag, text, className) {
  const node = document.createElement(tag);
  if (text) node.textContent = text;
  if (className) node.className = className;
  return node;
}

function requestBody() {
  const context = { channel: element("channel").value, crisis: element("crisis").checked };
  if (element("role").value) context.recipients = [{ role: element("role").value }];
  return JSON.stringify({ text: element("text").value, context, language: "nl" });
}

// Offsets count code points, JavaScript counts UTF-16 units: so the text is cut as an array of code points.
// Of findings that overlap, every stretch shows all explanations that hold for it.
function showPreview(text, findings, categories) {
  const points = Array.from(text);
  const edges = new Set([0, points.length]);
  for (const finding of findings) edges.add(finding.start).add(finding.end);
  const cuts = Array.from(edges).sort((a, b) => a - b);
  const preview = element("preview");
  preview.replaceChildren();
  for (let index = 0; index + 1 < cuts.length; index += 1) {
    const [start, end] = [cuts[index], cuts[index + 1]];
    const words = points.slice(start, end).join("");
    const here = findings.filter((finding) => finding.start <= start && end <= finding.end);
    if (here.length === 0) {
      preview.append(words);
      continue;
    }
    const heavy = here.some((finding) => categories[finding.category].level === "warn");
    const mark = made("mark", words, heavy ? "warn" : "notice");
    mark.title = Array.from(new Set(here.map((finding) => finding.explanation))).join(" ");
    preview.append(mark);
  }
}

function destinationItem(destination) {
  const item = made("li");
  if (destination.url) {
    const link = made("a", destination.label);
    link.href = destination.url;
    item.append(link);
  } else {
    item.append(made("strong", destination.label));
  }
  item.append(`: ${destination.why}`);
  return item;
}

function clauseBox(clause) {
  const box = made("details");
  box.append(made("summary", "Wat zegt de handreiking?"), made("blockquote", clause.quote));
  return box;
}

function warningBox(warning) {
  const box = made("article", "", warning.level);
  box.append(made("h3", warning.title), made("p", warning.message));
  if (warning.destinations.length > 0) {
    const list = made("ul");
    list.append(...warning.destinations.map(destinationItem));
    box.append(made("p", "Hier kan het wel:"), list);
  }
  box.append(clauseBox(warning.clause));
  return box;
}

function reminderBox(reminder) {
  const box = made("article", "", "reminder");
  box.append(made("h3", "Denk hieraan"), made("p", reminder.message), clauseBox(reminder.clause));
  return box;
}

function explanations(findings) {
  const texts = Array.from(new Set(findings.map((finding) => finding.explanation)));
  if (texts.length === 0) return [];
  const box = made("article", "", "reminder");
  const list = made("ul");
  list.append(...texts.map((text) => made("li", text)));
  box.append(made("h3", "Wat is er onderstreept?"), list);
  return [box];
}

// Only what belongs to a category with a level is shown: the rest is no reason to change anything.
function thatMatter(findings, categories) {
  return findings.filter((finding) => LEVELS[categories[finding.category].level] > 0);
}

function showAnswer(text, assessment) {
  const shown = thatMatter(assessment.findings, assessment.categories);
  const verdict = element("verdict");
  verdict.textContent = VERDICTS[assessment.verdict];
  verdict.className = assessment.verdict;
  element("degraded").hidden = assessment.degraded.length === 0;
  showPreview(text, shown, assessment.categories);
  element("preview").hidden = shown.length === 0;
  element("warnings").replaceChildren(
    ...assessment.warnings.map(warningBox),
    ...explanations(shown),
  );
  element("reminders").replaceChildren(...assessment.reminders.map(reminderBox));
  element("answer").hidden = false;
}

function showProblem(message) {
  const verdict = element("verdict");
  verdict.textContent = message;
  verdict.className = "unchecked";
  for (const id of ["preview", "degraded"]) element(id).hidden = true;
  for (const id of ["warnings", "reminders"]) element(id).replaceChildren();
  element("answer").hidden = false;
}

async function check(event) {
  event.preventDefault();
  const text = element("text").value;
  if (text.trim() === "") {
    showProblem("Typ eerst een bericht.");
    return;
  }
  try {
    const response = await fetch("/v1/assessments", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: requestBody(),
      cache: "no-store",
      credentials: "omit",
    });
    if (response.ok) {
      showAnswer(text, await response.json());
    } else {
      showProblem("Je bericht kon niet worden gecontroleerd. Is het te lang?");
    }
  } catch {
    showProblem("Berichtwacht is nu niet bereikbaar. Je bericht is niet gecontroleerd.");
  }
}

element("compose").addEventListener("submit", check);
