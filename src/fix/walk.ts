import type { Readable, Writable } from "node:stream";
import { Chalk, type ChalkInstance } from "chalk";
import stringWidth from "string-width";
import { printable, shortened } from "../report/escape.js";
import { count as counted } from "../rules/text.js";
import { Choices, type FixPlan, type Offer, type PlanInput } from "./plan.js";

/** The terminal that the walk is taken at. */
export interface WalkStyle {
  readonly width: number;
  readonly color: boolean;
}

export type Answer = "plan" | "skip" | "why" | "quit";

/** Asks what to do with a suggestion; null when the person broke off. */
export type Ask = (question: string) => Promise<Answer | null>;

/**
 * Walks through the suggestions, best first, and asks about each: into the plan, skip, why, or stop here.
 * Breaking off (Ctrl-C) stops as well; what was chosen until then is the plan.
 *
 * @param rationaleOf why a rule matters, in a sentence or two; null when that is not known
 */
export async function walk(
  input: PlanInput,
  ask: Ask,
  print: (text: string) => void,
  style: WalkStyle,
  rationaleOf: (ruleId: string) => string | null,
): Promise<FixPlan> {
  const paint = new Chalk({ level: style.color ? 1 : 0 });
  const choices = new Choices(input);
  let place = 0;
  for (let offer = choices.next(); offer !== null; offer = choices.next()) {
    place++;
    print(describe(offer, place, choices.count, paint, style.width));
    let answer = await ask("Into the plan?");
    while (answer === "why") {
      print(why(offer, offer.suggestion.ruleId === null ? null : rationaleOf(offer.suggestion.ruleId), paint, style.width));
      answer = await ask("Into the plan?");
    }
    if (answer === null || answer === "quit") break;
    if (answer === "plan") choices.choose();
    else choices.skip();
  }
  return choices.plan();
}

/** Asks at a terminal. The prompts load when the first question is due. */
export function terminalAsk(input: Readable, output: Writable, signal: AbortSignal): Ask {
  return async (message) => {
    const { isCancel, select } = await import("@clack/prompts");
    const answer = await select<Answer>({
      message,
      options: [
        { value: "plan", label: "Put it into the plan" },
        { value: "skip", label: "Skip it" },
        { value: "why", label: "Why?" },
        { value: "quit", label: "Stop here" },
      ],
      input,
      output,
      signal,
      showInstructions: false,
    });
    return isCancel(answer) ? null : answer;
  };
}

/** How many pieces of evidence are shown. */
const EVIDENCE = 8;

function describe({ suggestion, makesReady }: Offer, place: number, count: number, paint: ChalkInstance, width: number): string {
  const { severity, title, subject, message, evidence, summary, steps, commands, helps } = suggestion;
  const effect =
    makesReady.length > 0
      ? `makes ${counted(makesReady.length, "person", "people")} READY`
      : helps.length > 0
        ? `a step for ${counted(helps.length, "person", "people")}`
        : "";
  const lines = [
    "",
    paint.dim([`${place} of ${count}`, effect].filter((part) => part !== "").join(", ")),
    ...wrapped(`${severity === null ? "" : `${severity}: `}${shortened(title)}`, width).map((line) => paint.bold(line)),
    ...wrapped(shortened(subject), width),
    "",
    ...wrapped(shortened(message, 500), width),
    "",
    ...Object.entries(evidence)
      .slice(0, EVIDENCE)
      .flatMap(([name, value]) => wrapped(`${shortened(name)}: ${evidenceText(value)}`, width, "  ")),
    "",
    ...wrapped(shortened(summary, 500), width).map((line) => paint.bold(line)),
    ...steps.flatMap((step, index) => wrapped(`${index + 1}. ${shortened(step, 500)}`, width, "  ")),
    "",
    // Commands are not broken: who copies one wants it whole. The terminal wraps them.
    ...commands.map((command) => paint.cyan(printable(command))),
  ];
  return `${lines
    .filter((line, index) => line !== "" || lines[index + 1] !== "")
    .join("\n")
    .trimEnd()}\n`;
}

/** How many people are named. */
const NAMED = 10;

function why({ suggestion, makesReady }: Offer, rationale: string | null, paint: ChalkInstance, width: number): string {
  const { helps, controls, finding } = suggestion;
  const ready = new Set(makesReady);
  const named = [...helps].sort((a, b) => Number(ready.has(b.id)) - Number(ready.has(a.id)) || b.gain - a.gain || (a.id < b.id ? -1 : 1));
  const lines = [
    "",
    ...(rationale === null ? [] : wrapped(rationale, width)),
    ...(controls.length === 0 ? [] : wrapped(`Asked for by ${controls.map(printable).join(", ")}.`, width)),
    ...(named.length === 0 ? wrapped("It is a step of nobody's path to READY; it is here for what it is.", width) : []),
    ...named
      .slice(0, NAMED)
      .flatMap(({ id, name, gain }) => wrapped(`${shortened(name ?? id)}: +${gain}${ready.has(id) ? ", then READY" : ""}`, width, "  ")),
    ...(named.length > NAMED ? [`  and ${named.length - NAMED} more`] : []),
    ...(finding === null ? [] : wrapped(`More: obo-audit explain ${finding}`, width)),
  ];
  return `${lines.map((line) => paint.dim(line)).join("\n")}\n`;
}

function evidenceText(value: unknown): string {
  return shortened(typeof value === "string" ? value : JSON.stringify(value));
}

/** Lines of at most a width, broken at spaces where that is possible; further lines are indented by two more. */
function wrapped(text: string, width: number, indent = ""): string[] {
  const lines: string[] = [];
  let line = indent;
  let isEmpty = true;
  const turn = () => {
    lines.push(line);
    line = `${indent}  `;
    isEmpty = true;
  };
  for (const word of text.split(" ")) {
    if (!isEmpty && stringWidth(line) + 1 + stringWidth(word) > width) turn();
    if (!isEmpty) line += " ";
    for (const character of word) {
      if (stringWidth(line) + stringWidth(character) > width) turn();
      line += character;
      isEmpty = false;
    }
  }
  return [...lines, line];
}
