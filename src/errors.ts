/**
 * The errors a user can cause or meet. Anything else that is thrown is a bug and is reported as one.
 *
 * Every error carries a `hint`: what to do about it, in one sentence. Messages never hold a secret,
 * a token or a response body; they are printed as they are.
 */
export class AuditError extends Error {
  readonly exitCode: number;
  readonly hint: string | undefined;

  constructor(message: string, exitCode: number, hint?: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = new.target.name;
    this.exitCode = exitCode;
    this.hint = hint;
  }
}

/** Wrong usage, configuration or output path. Exit code 2. */
export class UsageError extends AuditError {
  constructor(message: string, hint?: string, cause?: unknown) {
    super(message, 2, hint, cause);
  }
}

/** A source that could not be read at all: refused credentials, no connection, no accounts. Exit code 3. */
export class SourceError extends AuditError {
  readonly source: string;

  constructor(source: string, message: string, hint?: string, cause?: unknown) {
    super(`${source}: ${message}`, 3, hint, cause);
    this.source = source;
  }
}

/** The user, or the system, asked the run to stop. Exit code 130. */
export class InterruptedError extends AuditError {
  constructor() {
    super("interrupted", 130);
  }
}
