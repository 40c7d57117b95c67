import type { Gap, Item } from "../../src/readiness/case.js";
import type { CheckId, GateId } from "../../src/readiness/model.js";
import type { Severity } from "../../src/rules/contract.js";

/** A finding that lowers a check, and whatever else it does. */
export function finding(check: CheckId | null, severity: Severity, rest: Partial<Item> = {}): Item {
  return { check, severity, waived: false, silencedBy: null, fails: [], doubts: [], ...rest };
}

/** A missing fact. */
export function gap(checks: readonly CheckId[], gates: readonly GateId[] = []): Gap {
  return { checks, gates };
}
