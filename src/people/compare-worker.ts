import { parentPort, workerData } from "node:worker_threads";
import { compareShare, type Share, together } from "./pairs.js";

// The thread beside the main one, while a large population is compared: it takes its share, answers once and ends.
const { groups, scored } = compareShare(workerData as Share);
const packed = together([scored]);
parentPort?.postMessage({ groups, scored: packed }, [
  packed.i.buffer,
  packed.j.buffer,
  packed.pattern.buffer,
  packed.adjustment.buffer,
  packed.shared.buffer,
  packed.bits.buffer,
] as ArrayBuffer[]);
