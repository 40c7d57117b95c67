import { UsageError } from "../errors.js";
import { DIMENSIONS, type DimensionId } from "./model.js";

/** Scores below or above which a verdict changes; 0 to 100. */
export interface Thresholds {
  /** READY needs at least this much proven. */
  readonly ready: number;
  /** READY needs at least this much proven of every dimension that has a weight. */
  readonly dimension: number;
  /** BLOCKED is who cannot possibly reach this. */
  readonly blocked: number;
}

/** The numbers of readiness. No standard gives any; these are this project's own and the configuration can change them. */
export interface Settings {
  readonly weights: Readonly<Record<DimensionId, number>>;
  readonly thresholds: Thresholds;
  /** Whether a missing risk state leaves the gate `not-compromised` open. Off, since risk states need an extra licence. */
  readonly requireRisk: boolean;
}

/** The readiness part of the configuration, as the user wrote it. */
export interface SettingsInput {
  readonly weights?: Readonly<Record<string, number>>;
  readonly thresholds?: Readonly<Record<string, number>>;
  readonly requireRisk?: boolean;
}

const THRESHOLDS: Thresholds = { ready: 80, dimension: 50, blocked: 50 };

/**
 * The settings that an assessment runs with: the defaults, overridden by the configuration.
 *
 * @throws UsageError on a name that is no dimension or threshold, or weights that are all zero
 */
export function settingsOf(input: SettingsInput = {}): Settings {
  const weights = overridden(
    Object.fromEntries(DIMENSIONS.map(({ id, weight }) => [id, weight])) as Record<DimensionId, number>,
    input.weights,
    "weights",
  );
  if (Object.values(weights).every((weight) => weight === 0)) {
    throw new UsageError("readiness.weights: every dimension has the weight 0", "Give at least one dimension a weight above 0.");
  }
  return { weights, thresholds: overridden({ ...THRESHOLDS }, input.thresholds, "thresholds"), requireRisk: input.requireRisk ?? false };
}

function overridden<K extends string>(
  defaults: Record<K, number>,
  values: Readonly<Record<string, number>> | undefined,
  key: string,
): Record<K, number> {
  const names = Object.keys(defaults);
  for (const [name, value] of Object.entries(values ?? {})) {
    if (!names.includes(name)) throw new UsageError(`readiness.${key}: nothing is called ${name}`, `Use ${names.join(", ")}.`);
    if (!(value >= 0 && value <= 100))
      throw new UsageError(`readiness.${key}.${name}: ${value} is not between 0 and 100`, "Give a number from 0 to 100.");
  }
  return { ...defaults, ...values };
}
