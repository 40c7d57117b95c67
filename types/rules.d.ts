declare module "virtual:rules" {
  import type { AnyRule } from "../src/rules/contract.js";
  /** Every bundled rule, in order of id. */
  export const rules: readonly AnyRule[];
}
