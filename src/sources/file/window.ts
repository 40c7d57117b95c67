import { type FileHandle, open } from "node:fs/promises";
import { InterruptedError } from "../../errors.js";
import { LONGEST_RECORD } from "./record.js";

const WINDOW_BYTES = 1 << 17;

/** Takes what is complete in a window, and says how many bytes it is done with; the rest comes again with more behind it. */
export interface Cutter<T> {
  /** @param ended nothing follows, so that everything has to be taken */
  cut(bytes: Buffer, ended: boolean): { readonly used: number; readonly batch: T };
}

/**
 * A file, seen through a window that moves over it and grows only for a record that is longer than it.
 * Read once and in order, so that a pipe will do.
 */
export class FileWindow {
  readonly #file: FileHandle;
  readonly #signal: AbortSignal;
  #buffer: Buffer;
  #start = 0;
  #end = 0;
  #ended = false;

  private constructor(file: FileHandle, bytes: number, signal: AbortSignal) {
    this.#file = file;
    this.#buffer = Buffer.allocUnsafe(bytes);
    this.#signal = signal;
  }

  /** Opens a file and fills the first window. @throws NodeJS.ErrnoException */
  static async open(path: string, signal: AbortSignal): Promise<FileWindow> {
    const file = await open(path, "r");
    try {
      const { size } = await file.stat();
      // One byte more than the file shows its end at once. A pipe's size is 0.
      const window = new FileWindow(file, size === 0 ? WINDOW_BYTES : Math.min(size + 1, WINDOW_BYTES), signal);
      await window.#fill();
      return window;
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /** What is in the window now. Valid until the next `read`. */
  get bytes(): Buffer {
    return this.#buffer.subarray(this.#start, this.#end);
  }

  /** Nothing follows the window. */
  get ended(): boolean {
    return this.#ended;
  }

  /** Moves past the first bytes of the window. */
  skip(bytes: number): void {
    this.#start += bytes;
  }

  /**
   * The rest of the file, as a cutter takes it.
   * @throws InterruptedError
   */
  async *read<T>(cutter: Cutter<T>): AsyncGenerator<T> {
    for (;;) {
      if (this.#signal.aborted) throw new InterruptedError();
      const { used, batch } = cutter.cut(this.bytes, this.#ended);
      this.#start += used;
      yield batch;
      if (this.#ended) return;
      this.#makeRoom();
      await this.#fill();
    }
  }

  async close(): Promise<void> {
    await this.#file.close();
  }

  /** Reads until the window is full or the file at its end: a pipe gives little at a time. */
  async #fill(): Promise<void> {
    while (!this.#ended && this.#end < this.#buffer.length) {
      const { bytesRead } = await this.#file.read(this.#buffer, this.#end, this.#buffer.length - this.#end);
      this.#end += bytesRead;
      this.#ended = bytesRead === 0;
    }
  }

  /** Brings what is left to the front, of a larger buffer if it fills this one. */
  #makeRoom(): void {
    const left = this.bytes;
    const larger = left.length === this.#buffer.length;
    const room = larger ? Buffer.allocUnsafe(Math.min(left.length * 2, LONGEST_RECORD + WINDOW_BYTES)) : this.#buffer;
    left.copy(room);
    this.#buffer = room;
    this.#start = 0;
    this.#end = left.length;
  }
}
