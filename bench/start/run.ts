import { compare, PROGRAM, printRatios, runsOf } from "../measure.js";

/** What the program adds to starting Node. */
export async function run(args: readonly string[]): Promise<void> {
  const results = await compare({ "node -e 0": ["-e", "0"], "obo-audit --version": [PROGRAM, "--version"] }, runsOf(args, 15));
  printRatios("start", results, 1.7);
}
