/** 0 can take over the directory or everyone in it; 1 many accounts, or one important application or its data; 2 the rest. */
export type Tier = 0 | 1 | 2;

export interface TierEntry {
  readonly tier: Tier;
  readonly name: string;
  /** The vendor's fixed id, where there is one. */
  readonly id?: string;
  /** Other names that it goes or went by. */
  readonly also?: readonly string[];
  /** What its holder can do, as far as the tier rests on it. */
  readonly why: string;
}

/** Entries that one published reference names. The tiers are this project's own judgement of what that reference describes. */
export interface TierList {
  readonly from: string;
  readonly entries: readonly TierEntry[];
}

/** How names are compared: without regard to case and punctuation, so that SUPER_ADMIN is "Super admin". */
export function tierKey(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}*]+/gu, "");
}
