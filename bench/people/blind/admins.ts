import type { Random } from "../random.js";

/** What a second, privileged account is called. */
export interface AdminNames {
  readonly login: string;
  readonly display: string;
}

interface Owner {
  readonly login: string;
  readonly given: string;
  readonly family: string;
  /** First and last name in ASCII letters. */
  readonly first: string;
  readonly last: string;
}

/** Sign-in names of administrators' accounts as companies make them; what the prefix alone does not say, the display name does. */
const LOGINS: Readonly<Record<string, (owner: Owner, tier: number) => string>> = {
  "adm-": ({ login }) => `adm-${login}`,
  adm_: ({ login }) => `adm_${login}`,
  "a-": ({ login }) => `a-${login}`,
  "-a": ({ login }) => `${login}-a`,
  "-adm": ({ login }) => `${login}-adm`,
  _admin: ({ login }) => `${login}_admin`,
  "admin.": ({ first, last }) => `admin.${first}.${last}`,
  ".da": ({ login }) => `${login}.da`,
  "da-": ({ login }) => `da-${login}`,
  "x-": ({ login }) => `x-${login}`,
  "sa-": ({ login }) => `sa-${login}`,
  tier: ({ login }, tier) => `t${tier}-${login}`,
  tierBehind: ({ login }, tier) => `${login}_t${tier}`,
  "su-": ({ login }) => `su-${login}`,
  "ADM.": ({ first, last }) => `ADM.${first}.${last}`,
  "priv-": ({ login }) => `priv-${login}`,
  admin: ({ login }) => `${login}admin`,
  "pa.": ({ first, last }) => `pa.${first}.${last}`,
};

const AMBIGUOUS = new Set(["x-", "sa-", "su-", "a-", "-a", "pa."]);

const DISPLAYS: readonly ((owner: Owner, login: string, tier: number) => string)[] = [
  ({ given, family }) => `${family}, ${given} (ADM)`,
  ({ given, family }) => `${given} ${family} (Admin)`,
  ({ given, family }) => `${given} ${family} - Admin`,
  ({ given, family }) => `ADM ${given} ${family}`,
  ({ given, family }, _, tier) => `${given} ${family} [T${tier}]`,
  ({ given, family }) => `Admin ${family}, ${given}`,
  ({ given, family }) => `${given} ${family} (privileged)`,
];

/** Names an administrator's account by the house's style. A house has one way of displaying them, mostly kept. */
export function adminNames(random: Random, style: string, owner: Owner, habit: number): AdminNames {
  const tier = random.between(0, 2);
  const login = LOGINS[style]?.(owner, tier) ?? `adm-${owner.login}`;
  const marked = DISPLAYS[random.chance(0.85) ? habit % DISPLAYS.length : random.between(0, DISPLAYS.length - 1)];
  const plain = AMBIGUOUS.has(style) ? random.chance(0.12) : random.chance(0.3);
  if (plain || marked === undefined) return { login, display: random.chance(0.5) ? `${owner.given} ${owner.family}` : login };
  return { login, display: marked(owner, login, tier) };
}

/** The cloud-only account for administration, in the tenant's own domain. */
export function cloudAdmin(random: Random, owner: Owner, tenant: string, habit: number): AdminNames {
  const full = `${owner.first}.${owner.last}`;
  const login =
    [`admin.${full}`, `${full}.admin`, `cloud-${owner.login}`, `adm_${full}`, `ga-${owner.login}`, `${owner.login}.ca`][habit % 6] ?? `admin.${full}`;
  const name = `${owner.given} ${owner.family}`;
  const display = random.pick([`${name} (Cloud Admin)`, `${name} - Admin`, `Admin ${name}`, `${name} (Cloud Admin)`, name]);
  return { login: `${login}@${tenant}.onmicrosoft.com`, display };
}
