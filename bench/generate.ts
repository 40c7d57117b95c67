import { createWriteStream, type WriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { personName } from "./people/names.js";
import { Random } from "./people/random.js";

export interface Company {
  /** Accounts of people; a hundredth of services and agents comes on top. */
  readonly accounts: number;
  readonly seed: number;
}

/** The figures that the made-up company is drawn from. Ours: the order of magnitude of a grown directory, not any one. */
const ACCOUNTS_PER_PERSON = 1.3;
const MEMBERSHIPS_PER_ACCOUNT = 10;
const ACCOUNTS_PER_GROUP = 20;
const LEVELS = 6;
const SOURCES = ["corp", "cloud", "plant"] as const;
type SourceName = (typeof SOURCES)[number];

const DEPARTMENTS = ["Sales", "Finance", "Engineering", "Operations", "Legal", "Marketing", "Human Resources", "Care"];
const TITLES = ["Assistant", "Specialist", "Manager", "Director", "Engineer", "Analyst", "Clerk"];
const ROLES = [
  "Global Administrator",
  "User Administrator",
  "Exchange Administrator",
  "Application Administrator",
  "Helpdesk Administrator",
  "Reader",
];
const FACTORS = ["sms", "push", "totp", "webauthn"];

/** The scan's clock that the company is made for; dates lie before it. */
export const NOW = new Date("2026-01-01T00:00:00Z");

/**
 * Writes a made-up company as a folder of NDJSON: three directories in which people have their accounts, groups nested
 * in groups (some in a circle), roles and everything else that an import may hold. The same seed gives the same bytes.
 */
export async function generate(folder: string, company: Company): Promise<void> {
  await mkdir(folder, { recursive: true });
  const files = new Files(folder);
  try {
    await new Generator(files, company).run();
  } finally {
    await files.close();
  }
}

/** The files of a folder, one a table, written as they fill. */
class Files {
  readonly #folder: string;
  readonly #open = new Map<string, { readonly stream: WriteStream; text: string }>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Adds one row. Awaits only when a buffer is full. */
  add(table: string, row: Readonly<Record<string, unknown>>): void | Promise<void> {
    let file = this.#open.get(table);
    if (file === undefined) {
      file = { stream: createWriteStream(join(this.#folder, `${table}.ndjson`)), text: "" };
      this.#open.set(table, file);
    }
    file.text += `${JSON.stringify(row)}\n`;
    if (file.text.length > 1 << 20) return this.#flush(file);
  }

  async close(): Promise<void> {
    for (const file of this.#open.values()) {
      await this.#flush(file);
      await new Promise<void>((resolve, reject) => file.stream.end((error?: Error | null) => (error ? reject(error) : resolve())));
    }
  }

  #flush(file: { readonly stream: WriteStream; text: string }): Promise<void> {
    const { text } = file;
    file.text = "";
    return new Promise((resolve, reject) => file.stream.write(text, (error) => (error ? reject(error) : resolve())));
  }
}

class Generator {
  readonly #files: Files;
  readonly #random: Random;
  readonly #accounts: number;
  readonly #groups: number;

  constructor(files: Files, { accounts, seed }: Company) {
    this.#files = files;
    this.#random = new Random(seed);
    this.#accounts = accounts;
    this.#groups = Math.max(LEVELS, Math.floor(accounts / ACCOUNTS_PER_GROUP / SOURCES.length));
  }

  async run(): Promise<void> {
    let accounts = 0;
    for (let person = 0; accounts < this.#accounts; person++) accounts += await this.#person(person, this.#accounts - accounts);
    for (const source of SOURCES) {
      await this.#groupsOf(source);
      await this.#rolesOf(source);
      await this.#softwareOf(source);
      await this.#policiesOf(source);
    }
  }

  /** One person with one account, or with one in each of two or three directories. */
  async #person(person: number, atMost: number): Promise<number> {
    const { given, family } = personName(this.#random);
    const home = Math.floor(this.#random.next() * SOURCES.length);
    const share = this.#random.next();
    const wanted = share < ACCOUNTS_PER_PERSON - 1 - 0.05 ? 2 : share < ACCOUNTS_PER_PERSON - 1 - 0.025 ? 3 : 1;
    const count = Math.min(wanted, atMost);
    const mail = `${given}.${family}${person}@company.example`.toLowerCase().replace(/[^a-z0-9.@-]/g, "");
    const left = this.#random.chance(0.04);
    for (let i = 0; i < count; i++) {
      const source = SOURCES[(home + i) % SOURCES.length] as SourceName;
      const id = accountId(source, person);
      await this.#files.add("accounts", {
        source,
        id,
        userName: source === "plant" ? `${given.slice(0, 1)}${family}${person}`.toLowerCase() : mail,
        displayName: `${given} ${family}`,
        givenName: given,
        familyName: family,
        emails: this.#random.chance(0.9) ? [mail] : [],
        employeeNumber: this.#random.chance(0.8) ? String(100_000 + person) : null,
        department: DEPARTMENTS[person % DEPARTMENTS.length],
        title: this.#random.pick(TITLES),
        manager: person > 10 ? accountId(source, Math.floor(person / 10)) : null,
        userType: this.#random.chance(0.05) ? "guest" : "member",
        kind: this.#random.chance(0.5) ? "human" : null,
        active: !left,
        created: this.#daysAgo(30, 4000),
        lastSignIn: this.#random.chance(0.93) ? this.#daysAgo(0, 200) : null,
        passwordChanged: this.#daysAgo(0, 400),
        mfa: this.#random.chance(0.1) ? null : this.#random.pick(["none", "weak", "strong", "strong", "phishing-resistant"]),
        country: this.#random.pick(["DE", "US", "JP", "BR"]),
      });
      for (let m = 0; m < MEMBERSHIPS_PER_ACCOUNT; m++)
        await this.#files.add("memberships", { source, group: groupId(source, Math.floor(this.#random.next() * this.#groups)), member: id });
      if (this.#random.chance(0.3))
        await this.#files.add("authenticators", { source, account: id, kind: this.#random.pick(FACTORS), created: this.#daysAgo(10, 900) });
      if (this.#random.chance(0.01))
        await this.#files.add("secrets", {
          source,
          id: `t-${id}`,
          holder: id,
          kind: "api-token",
          created: this.#daysAgo(1, 500),
          lastUsed: this.#daysAgo(0, 90),
        });
    }
    return count;
  }

  /** Each group is in one of the level above, and one in a hundred holds its own great-grandparent. */
  async #groupsOf(source: SourceName): Promise<void> {
    const width = Math.ceil(this.#groups / LEVELS);
    for (let group = 0; group < this.#groups; group++) {
      await this.#files.add("groups", {
        source,
        id: groupId(source, group),
        displayName: `Group ${group}`,
        roleAssignable: this.#random.chance(0.1),
      });
      if (group < width) continue;
      const above = group - width;
      await this.#files.add("memberships", { source, group: groupId(source, above), member: groupId(source, group), memberType: "group" });
      if (this.#random.chance(0.01))
        await this.#files.add("memberships", { source, group: groupId(source, group), member: groupId(source, above % width), memberType: "group" });
    }
  }

  async #rolesOf(source: SourceName): Promise<void> {
    for (const [i, displayName] of ROLES.entries()) await this.#files.add("roles", { source, id: `r${i}`, displayName, kind: "directory" });
    for (let i = 0; i < 200; i++)
      await this.#files.add("roles", { source, id: `a${i}`, displayName: `Application ${i} user`, kind: "application", permissions: ["read"] });
    for (let i = 0; i < this.#groups / 5; i++)
      await this.#files.add("grants", {
        source,
        principal: groupId(source, this.#index(this.#groups)),
        principalType: "group",
        role: `a${this.#index(200)}`,
        state: "active",
      });
    for (let i = 0; i < Math.max(5, this.#accounts / 1000); i++) {
      const eligible = this.#random.chance(0.4);
      await this.#files.add("grants", {
        source,
        id: `g${i}`,
        principal: accountId(source, this.#index(this.#accounts / ACCOUNTS_PER_PERSON)),
        principalType: "account",
        role: `r${this.#index(ROLES.length)}`,
        state: eligible ? "eligible" : "active",
        approval: eligible ? this.#random.chance(0.5) : null,
        lastReviewed: this.#random.chance(0.5) ? this.#daysAgo(0, 300) : null,
      });
    }
  }

  /** Services and agents, with their secrets, owners and consents. */
  async #softwareOf(source: SourceName): Promise<void> {
    const people = this.#accounts / ACCOUNTS_PER_PERSON;
    for (let i = 0; i < Math.max(3, this.#accounts / 100 / SOURCES.length); i++) {
      const id = `svc-${source}-${i}`;
      const agent = i % 10 === 0;
      await this.#files.add("accounts", {
        source,
        id,
        userName: id,
        displayName: `Service ${i}`,
        kind: agent ? "agent" : "service",
        active: true,
        clientId: id,
        created: this.#daysAgo(50, 2000),
      });
      await this.#files.add("secrets", {
        source,
        id: `s-${id}`,
        holder: id,
        kind: "client-secret",
        created: this.#daysAgo(1, 900),
        expires: this.#daysAhead(800),
      });
      if (this.#random.chance(0.8))
        await this.#files.add("owners", {
          source,
          subject: id,
          owner: accountId(source, this.#index(people)),
          role: this.#random.pick(["owner", "sponsor"]),
        });
      if (!agent) continue;
      const principals = this.#random.chance(0.05) ? ["*"] : Array.from({ length: 5 }, () => accountId(source, this.#index(people)));
      for (const principal of principals)
        await this.#files.add("consents", {
          source,
          client: id,
          principal,
          resource: "Mail and files",
          scopes: ["User.Read", "Mail.Read", "offline_access"],
          created: this.#daysAgo(1, 300),
        });
    }
  }

  async #policiesOf(source: SourceName): Promise<void> {
    await this.#files.add("policies", {
      source,
      kind: "mfa",
      name: "Everybody",
      state: "enabled",
      include: ["*"],
      exclude: [accountId(source, 1)],
      strength: "mfa",
    });
    await this.#files.add("policies", {
      source,
      kind: "legacy-authentication",
      name: "Old protocols",
      state: "enabled",
      include: ["*"],
      value: "blocked",
    });
    await this.#files.add("policies", { source, kind: "session-lifetime", name: "Session", state: "enabled", value: 480 });
    for (const fact of [
      "status",
      "manager",
      "signin",
      "groups",
      "roles",
      "eligibility",
      "owners",
      "sponsors",
      "policies",
      "secrets",
      "tokens",
      "consents",
    ])
      await this.#files.add("facts", { source, fact, state: "collected" });
    await this.#files.add("facts", { source, fact: "risk", state: "unsupported" });
  }

  #index(below: number): number {
    return Math.floor(this.#random.next() * below);
  }

  #daysAgo(from: number, to: number): string {
    return new Date(NOW.getTime() - this.#random.between(from, to) * 86_400_000).toISOString();
  }

  #daysAhead(to: number): string {
    return new Date(NOW.getTime() + this.#random.between(1, to) * 86_400_000).toISOString();
  }
}

/** As long as the ids of real directories are, since length costs. */
function accountId(source: SourceName, person: number): string {
  return `${Math.floor(person).toString(16).padStart(8, "0")}-${source.padEnd(4, "0").slice(0, 4)}-4000-8000-${"0".repeat(12)}`;
}

function groupId(source: SourceName, group: number): string {
  return `${group.toString(16).padStart(8, "0")}-${source.padEnd(4, "0").slice(0, 4)}-4fff-9000-${"0".repeat(12)}`;
}
