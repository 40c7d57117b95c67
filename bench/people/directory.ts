import type { Row } from "../../src/inventory/tables.js";
import { type Culture, type Name, personName } from "./names.js";
import { Random } from "./random.js";
import { type LabelledSet, typo } from "./records.js";

const UNITS: Readonly<Record<string, readonly string[]>> = {
  Engineering: ["Software Engineer", "Senior Engineer", "Engineering Manager", "Test Engineer", "Architect"],
  Sales: ["Account Executive", "Sales Manager", "Sales Assistant", "Regional Director"],
  Finance: ["Accountant", "Controller", "Financial Analyst", "Payroll Specialist"],
  "Human Resources": ["HR Partner", "Recruiter", "HR Assistant"],
  Operations: ["Operations Manager", "Planner", "Warehouse Clerk", "Driver"],
  "Information Technology": ["System Administrator", "Service Desk Agent", "Network Engineer", "IT Manager"],
  Legal: ["Counsel", "Paralegal"],
  Marketing: ["Content Manager", "Designer", "Marketing Manager"],
  Care: ["Nurse", "Ward Manager", "Physician", "Therapist"],
};

const SERVICE_NAMES = [
  ["svc-backup", "Backup Service"],
  ["svc_sql01", "SQL Server Service"],
  ["sa-jenkins", "Jenkins"],
  ["app.crm", "CRM Integration"],
  ["sync_hr", "HR Sync"],
  ["svc-print", "Print Server"],
  ["ldapbind", "LDAP Bind"],
  ["noreply", "No Reply"],
  ["svc.monitoring", "Monitoring"],
  ["dienst_archiv", "Archivdienst"],
  ["servicio.nomina", "Servicio Nómina"],
  ["etl-datalake", "ETL Data Lake"],
  ["svcSharePoint", "SharePoint Farm"],
  ["terraform-prod", "Terraform"],
  ["scanner-3f", "Scanner 3rd floor"],
] as const;

const SHARED_NAMES = [
  ["reception", "Reception"],
  ["info", "Info"],
  ["empfang", "Empfang Zentrale"],
  ["sales", "Sales Team"],
  ["support", "Support"],
  ["rechnungen", "Rechnungen"],
  ["accueil", "Accueil"],
  ["ventas", "Ventas"],
  ["meetingroom.2a", "Meeting Room 2A"],
  ["kiosk01", "Kiosk 01"],
  ["nurse.station4", "Nurse Station 4"],
  ["helpdesk", "IT Helpdesk"],
  ["careers", "Careers"],
  ["lager", "Lager Süd"],
  ["frontdesk", "Front Desk"],
  ["vertrieb", "Vertrieb Innendienst"],
  ["buchhaltung", "Buchhaltung"],
  ["schicht2", "Schicht 2"],
] as const;

const TEST_NAMES = [
  ["test01", "Test User 01"],
  ["testuser.sso", "SSO Test"],
  ["qa-login", "QA Login"],
  ["demo", "Demo Account"],
  ["uat.finance", "UAT Finance"],
  ["schulung3", "Schulung 3"],
  ["test.anna", "Anna Test"],
] as const;

const AGENT_NAMES = [
  ["travel-agent", "Travel Booking Agent"],
  ["hr-copilot", "HR Copilot"],
  ["support-assistant", "Support Assistant AI"],
  ["invoice.agent", "Invoice Agent"],
  ["rpa-invoice01", "RPA Robot 01"],
] as const;

export interface DirectoryOptions {
  readonly name: string;
  readonly seed: number;
  readonly people: number;
  /** Share of accounts in the second and third directory that carry an anchor. */
  readonly anchors: number;
  /** The number of the first person, where a company is made in parts: ids, numbers and mail domains differ from part to part. */
  readonly first?: number;
}

interface Employee {
  readonly name: Name;
  /** Latin forms. */
  readonly given: string;
  readonly family: string;
  readonly oldFamily: string | null;
  readonly number: string;
  /** Local part of the mail address: one person's alone in the whole company. */
  readonly mail: string;
  readonly unit: string;
  readonly title: string;
  readonly birth: string;
  readonly mobile: string;
  readonly hired: string;
  readonly manager: number;
  readonly active: boolean;
}

function latin(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replaceAll("ł", "l")
    .replaceAll("Ł", "L")
    .replaceAll("ø", "o")
    .replaceAll("Ø", "O")
    .replaceAll("ß", "ss")
    .replaceAll("æ", "ae");
}

const CYRILLIC: Readonly<Record<string, string>> = Object.fromEntries(
  [..."абвгдеёжзийклмнопрстуфхцчшщъыьэюя"].map((letter, i) => [
    letter,
    "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya".split(" ")[i]?.replace("_", "") ?? "",
  ]),
);

function romanised(text: string): string {
  const plain = [...text.toLowerCase()].map((letter) => CYRILLIC[letter] ?? letter).join("");
  return plain.replace(/^./, (first) => first.toUpperCase());
}

function login(given: string, family: string, style: number): string {
  const [g, f] = [
    latin(given)
      .toLowerCase()
      .replace(/[^a-z]/g, ""),
    latin(family)
      .toLowerCase()
      .replace(/[^a-z]/g, ""),
  ];
  return [`${g}.${f}`, `${g.slice(0, 1)}${f}`, `${f}${g.slice(0, 1)}`, `${g}${f.slice(0, 1)}`, `${f}.${g}`][style] ?? `${g}.${f}`;
}

/**
 * A company in three directories: HR records, a workforce directory and a second one that grew beside it; with
 * marriages, casual names, transliterations, namesakes, privileged second accounts, guests, and accounts that
 * are nobody's. Every effect is drawn by chance from the seed.
 */
export function directories(options: DirectoryOptions): LabelledSet {
  const random = new Random(options.seed);
  const first = options.first ?? 0;
  const company = first === 0 ? "corp" : `corp${first}`;
  const accounts: Row[] = [];
  const truth = new Map<string, { person: string | null; kind: string }>();
  const used = new Map<string, number>();
  const unique = (source: string, local: string): string => {
    const count = (used.get(`${source} ${local}`) ?? 0) + 1;
    used.set(`${source} ${local}`, count);
    return count === 1 ? local : `${local}${count}`;
  };
  const add = (source: string, person: string | null, kind: string, row: Row): string => {
    const id = `${source.slice(0, 2)}${(random.next() * 2 ** 32).toString(36).replace(".", "")}${first + accounts.length}`;
    accounts.push({ source, id, ...row });
    truth.set(`${source}/${id}`, { person, kind });
    return id;
  };

  const staff: Employee[] = [];
  for (let p = 0; p < options.people; p++) {
    // Namesakes: someone of the same name works here already.
    const twin = p > 20 && random.chance(0.012) ? (staff[random.between(0, p - 1)] as Employee) : null;
    const name = twin?.name ?? personName(random);
    const slavic = name.culture.name === "slavic";
    const given = twin?.given ?? (slavic ? (name.culture.also[name.given]?.[0] ?? romanised(name.given)) : name.given);
    const family = twin?.family ?? (slavic ? romanised(name.family) : name.family);
    const unit = twin !== null && random.chance(0.3) ? twin.unit : random.pick(Object.keys(UNITS));
    staff.push({
      name,
      given,
      family,
      oldFamily: random.chance(0.02) ? latinFamily(random, name.culture) : null,
      number: String(100000 + (first + p) * 7 + random.between(0, 6)),
      mail: unique("mail", login(given, family, 0)),
      unit,
      title: random.pick(UNITS[unit] ?? ["Employee"]),
      birth: `${random.between(1958, 2004)}-${String(random.between(1, 12)).padStart(2, "0")}-${String(random.between(1, 28)).padStart(2, "0")}`,
      mobile: `+49 17${random.between(10000000, 99999999)}`,
      hired: `${random.between(2001, 2025)}-${String(random.between(1, 12)).padStart(2, "0")}-01`,
      manager: p === 0 ? -1 : random.between(0, Math.min(p - 1, Math.ceil(options.people / 12))),
      active: !random.chance(0.06),
    });
  }

  const hrIds: string[] = [];
  const entraIds: (string | null)[] = [];
  const oktaIds: (string | null)[] = [];
  const office = () => `+49 69 5550-${random.between(0, 9)}`;
  staff.forEach((employee, p) => {
    const person = `${options.name}-${p}`;
    const managerOf = (ids: readonly (string | null)[]) => (employee.manager < 0 ? null : (ids[employee.manager] ?? null));
    hrIds.push(
      add("hr", person, "human", {
        givenName: employee.name.given === employee.given ? employee.given : random.chance(0.5) ? employee.name.given : employee.given,
        familyName:
          employee.name.culture.name === "slavic" && employee.name.given !== employee.given && random.chance(0.5)
            ? employee.name.family
            : employee.family,
        employeeNumber: employee.number,
        department: employee.unit,
        title: employee.title,
        birthDate: random.chance(0.7) ? employee.birth : null,
        hireDate: new Date(employee.hired),
        manager: managerOf(hrIds),
        phoneNumbers: random.chance(0.4) ? [employee.mobile] : null,
        active: employee.active,
        ...(random.chance(0.5) ? { emails: [`${employee.mail}@${company}.example`] } : {}),
      }),
    );

    const casual = random.chance(0.15) ? random.pick(employee.name.culture.also[employee.given] ?? [employee.given]) : employee.given;
    const entraFamily = employee.oldFamily !== null && random.chance(0.5) ? employee.oldFamily : employee.family;
    if (random.chance(0.96)) {
      const local =
        entraFamily === employee.family && random.chance(0.9)
          ? employee.mail
          : unique("mail", login(employee.given, entraFamily, random.chance(0.5) ? 0 : 1));
      const shown = random.pick([`${casual} ${entraFamily}`, `${casual} ${entraFamily}`, `${entraFamily}, ${casual}`]);
      entraIds[p] = add("entra", person, "human", {
        userName: `${local}@${company}.example`,
        displayName: random.chance(0.97) ? shown : `${shown} (${employee.unit})`,
        givenName: random.chance(0.92) ? casual : null,
        familyName: random.chance(0.92) ? (random.chance(0.01) ? typo(random, entraFamily) : entraFamily) : null,
        emails: random.chance(0.9) ? [`${employee.mail}@${company}.example`] : null,
        employeeNumber: random.chance(options.anchors) ? employee.number : random.chance(0.01) ? "0000" : null,
        onPremisesId: random.chance(options.anchors * 0.7) ? `guid-${employee.number}-${p}` : null,
        department: random.chance(0.85) ? employee.unit : null,
        title: random.chance(0.8) ? employee.title : null,
        manager: managerOf(entraIds),
        phoneNumbers: random.chance(0.5) ? [random.chance(0.6) ? employee.mobile.replace("+49 ", "0") : office()] : null,
        active: employee.active,
        userType: "Member",
        lastSignIn: employee.active ? new Date(Date.UTC(2025, 11, random.between(1, 28))) : null,
        lastInteractiveSignIn: employee.active ? new Date(Date.UTC(2025, 11, random.between(1, 28))) : null,
      });
    } else entraIds[p] = null;

    if (random.chance(0.8)) {
      const family = employee.oldFamily ?? employee.family;
      const style = random.chance(0.7) ? 1 : 0;
      const local = unique("okta", login(random.chance(0.5) ? casual : employee.given, family, style));
      const entra = entraIds[p];
      oktaIds[p] = add("okta", person, "human", {
        userName: `${local}@${random.chance(0.7) ? `${company}.example` : `${company}-group.example`}`,
        displayName: random.chance(0.6) ? `${casual} ${family}` : null,
        givenName: random.chance(0.95) ? casual : null,
        familyName: random.chance(0.95) ? family : null,
        emails: random.chance(0.8) ? [`${employee.mail}@${company}.example`] : null,
        employeeNumber: random.chance(options.anchors * 0.8) ? employee.number : null,
        externalId: random.chance(options.anchors * 0.4) && entra != null ? entra : null,
        department: random.chance(0.6) ? employee.unit : null,
        title: random.chance(0.5) ? employee.title : null,
        manager: managerOf(oktaIds),
        phoneNumbers: random.chance(0.4) ? [employee.mobile] : null,
        active: employee.active || random.chance(0.2),
        lastSignIn: random.chance(0.8) ? new Date(Date.UTC(2025, 10, random.between(1, 28))) : null,
      });
    } else oktaIds[p] = null;

    if ((employee.unit === "Information Technology" && random.chance(0.5)) || random.chance(0.01)) {
      const base = login(employee.given, employee.family, random.pick([0, 1]));
      const [local, shown] = random.pick([
        [`adm-${base}`, `${employee.given} ${employee.family} (Admin)`],
        [`${base}-adm`, `ADM ${employee.given} ${employee.family}`],
        [`a-${base}`, `${employee.given} ${employee.family} - Admin`],
        [`admin.${base}`, `${employee.family}, ${employee.given} (ADM)`],
        [`${base}.admin`, `${employee.given} ${employee.family}`],
        [`t0-${base}`, `${employee.given} ${employee.family} T0`],
      ] as const);
      const names = random.chance(0.6);
      add("entra", person, "admin", {
        userName: `${unique("entra", local)}@${company}.onmicrosoft.example`,
        displayName: shown,
        givenName: names ? employee.given : null,
        familyName: names ? employee.family : null,
        employeeNumber: random.chance(0.15) ? employee.number : null,
        department: random.chance(0.3) ? employee.unit : null,
        active: true,
        userType: "Member",
        lastSignIn: random.chance(0.6) ? new Date(Date.UTC(2025, 11, random.between(1, 28))) : null,
      });
    }
    // Left over from a migration: a second, older account of the same person.
    if (random.chance(0.008)) {
      const local = unique("okta", login(employee.given, employee.family, 4));
      add("okta", person, "human", {
        userName: `${local}@${company}-group.example`,
        givenName: employee.given,
        familyName: employee.family,
        employeeNumber: random.chance(0.7) ? employee.number : null,
        phoneNumbers: random.chance(0.6) ? [employee.mobile] : null,
        active: random.chance(0.5),
      });
    }
  });

  for (let g = 0; g < options.people * 0.05; g++) {
    const name = personName(random);
    const given = latin(name.culture.name === "slavic" ? (name.culture.also[name.given]?.[0] ?? "Ivan") : name.given);
    const family = latin(name.culture.name === "slavic" ? romanised(name.family) : name.family);
    const domain = `partner${random.between(1, 9)}.example`;
    const mail = `${login(given, family, 0)}@${domain}`;
    add("entra", `${options.name}-guest-${g}`, "guest", {
      userName: `${mail.replace("@", "_")}#EXT#@${company}.onmicrosoft.example`,
      displayName: `${given} ${family}`,
      givenName: random.chance(0.4) ? given : null,
      familyName: random.chance(0.4) ? family : null,
      emails: [mail],
      userType: "Guest",
      active: true,
    });
    if (random.chance(0.2))
      add("okta", `${options.name}-guest-${g}`, "guest", {
        userName: mail,
        displayName: `${given} ${family}`,
        givenName: given,
        familyName: family,
        emails: [mail],
        userType: "guest",
        active: true,
      });
  }
  const nobody = (names: readonly (readonly [string, string])[], kind: string, share: number, extra: () => Row) => {
    const count = Math.max(3, Math.round(options.people * share));
    for (let k = 0; k < count; k++) {
      const [local, shown] = random.pick(names);
      const source = random.pick(["entra", "okta", "entra"]);
      add(source, null, kind, { userName: `${unique(source, local)}@${company}.example`, displayName: shown, active: true, ...extra() });
    }
  };
  nobody(SERVICE_NAMES, "service", 0.04, () => ({
    passwordNeverExpires: random.chance(0.5) ? true : null,
    lastSignIn: random.chance(0.5) ? new Date(Date.UTC(2025, 11, 3)) : null,
  }));
  nobody(SHARED_NAMES, "shared", 0.03, () => ({
    phoneNumbers: random.chance(0.3) ? [office()] : null,
    department: random.chance(0.3) ? "Operations" : null,
  }));
  nobody(TEST_NAMES, "test", 0.01, () => ({}));
  nobody(AGENT_NAMES, "agent", 0.006, () => ({}));
  for (let k = 0; k < options.people * 0.02; k++)
    add("entra", null, "service", {
      displayName: random.pick(["Invoice Portal", "Power BI Gateway", "GitHub Actions", "Slack", "Payroll App"]),
      clientId: `client-${k}`,
      kind: "service",
      active: true,
    });
  return { name: options.name, accounts: random.shuffle(accounts), truth };
}

function latinFamily(random: Random, culture: Culture): string {
  for (;;) {
    const name = personName(random);
    if (name.culture.name !== "slavic" && name.culture !== culture) return name.family;
  }
}

export const DIRECTORY_SETS: readonly DirectoryOptions[] = [
  { name: "directory-50", seed: 31, people: 50, anchors: 0.8 },
  { name: "directory-1k", seed: 32, people: 1000, anchors: 0.8 },
  { name: "directory-5k", seed: 33, people: 5000, anchors: 0.7 },
  { name: "directory-bare", seed: 34, people: 2000, anchors: 0.1 },
];
