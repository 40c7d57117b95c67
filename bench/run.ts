import { existsSync } from "node:fs";
import { describeMachine, ROOT } from "./measure.js";

interface Section {
  /** Measures and prints. `args` are what follows on the command line. */
  run(args: readonly string[]): Promise<void>;
}

/** What is measured, by the name that selects it. The first four need the built program. */
const SECTIONS: Readonly<Record<string, () => Promise<Section>>> = {
  start: () => import("./start/run.js"),
  sample: () => import("./sample/run.js"),
  file: () => import("./file/run.js"),
  scale: () => import("./scale/run.js"),
  okta: () => import("./okta/run.js"),
  access: () => import("./access/run.js"),
  entra: () => import("./entra/run.js"),
  people: () => import("./people/run.js"),
};

/** What `npm run bench` measures when it is not told: the program as a whole. */
const DEFAULT = ["start", "sample", "file", "scale"];

const args = process.argv.slice(2);
const named = args.filter((arg) => arg in SECTIONS);
const rest = args.filter((arg) => !(arg in SECTIONS));
if (!existsSync(`${ROOT}dist/main.js`)) throw new Error("the program is not built: run `npm run build` first");
console.log(`${describeMachine()}\nmedian of runs (least–most)\n`);
for (const name of named.length > 0 ? named : DEFAULT) {
  const section = await SECTIONS[name]?.();
  await section?.run(rest);
  console.log();
}
