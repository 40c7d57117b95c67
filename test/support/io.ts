import { PassThrough, Readable } from "node:stream";
import type { Io } from "../../src/cli/io.js";

/** An `Io` that keeps what is written to it. */
export function fakeIo(changes: Partial<Io> = {}): { readonly io: Io; readonly stdout: () => string; readonly stderr: () => string } {
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  const io: Io = {
    stdin: Readable.from([]),
    stdout,
    stderr,
    env: {},
    cwd: process.cwd(),
    signal: new AbortController().signal,
    now: () => new Date("2026-06-01T12:00:00Z"),
    ...changes,
  };
  const text = (stream: PassThrough) => () => String(stream.read() ?? "");
  return { io, stdout: text(stdout), stderr: text(stderr) };
}
