import { describe, expect, it } from "vitest";
import type { AccountText } from "../../src/people/accounts.js";
import { judge, SIGNALS } from "../../src/people/kinds.js";
import { loginOf, nameOf } from "../../src/people/names.js";

const nothing: AccountText = {
  source: "corp",
  id: "1",
  userName: "",
  displayName: "",
  givenName: "",
  middleName: "",
  familyName: "",
  nickName: "",
  employeeNumber: "",
  department: "",
  title: "",
  organization: "",
  manager: "",
  userType: "",
  kind: "",
  birthDate: "",
  streetAddress: "",
  locality: "",
  postalCode: "",
  mfa: "",
  externalId: "",
  onPremisesId: "",
  clientId: "",
  mailbox: "",
  active: "",
  passwordNeverExpires: "",
  seen: "",
  interactive: "",
  tellsInteractive: "true",
  marked: "",
  familiar: "",
  hireDate: "",
  emails: [],
  phones: [],
  factorPhones: 0,
  factorDevices: 0,
};

function judged(account: Partial<AccountText>) {
  const whole = { ...nothing, ...account };
  const name = nameOf(whole.givenName, whole.middleName, whole.familyName, whole.displayName);
  return judge(whole, name, loginOf(whole.userName !== "" ? whole.userName : (whole.emails[0] ?? "")));
}

const jane = { givenName: "Jane", familyName: "Smith" };

describe("judge", () => {
  it.each<[string, Partial<AccountText>, string]>([
    ["what the source states", { ...jane, kind: "service" }, "service"],
    ["a word that is no kind", { ...jane, kind: "person" }, "human"],
    ["a person", { ...jane, userName: "jsmith@corp.example", employeeNumber: "7" }, "human"],
    ["a record without a login", { ...jane, birthDate: "1980-01-01" }, "human"],
    ["a display name only", { displayName: "Jane Smith", userName: "jsmith" }, "human"],
    ["a login like a name", { userName: "jane.smith@corp.example" }, "human"],
    ["nothing", {}, "unknown"],
    ["a guest by type", { ...jane, userType: "Guest" }, "guest"],
    ["a guest by login", { displayName: "Jane Smith", userName: "jane_home.example#EXT#@corp.example" }, "guest"],
    ["adm-", { ...jane, userName: "adm-jsmith@corp.example" }, "admin"],
    ["-adm without names", { displayName: "Jane Smith", userName: "jsmith-adm@corp.example" }, "admin"],
    ["a-", { ...jane, userName: "a-jsmith@corp.example" }, "admin"],
    ["glued to the name", { ...jane, userName: "jsmithadm@corp.example" }, "admin"],
    ["(Admin) in the display name", { displayName: "Jane Smith (Admin)", userName: "jsmith2" }, "admin"],
    ["Alice Smith is no administrator", { givenName: "Alice", familyName: "Smith", userName: "a.smith@corp.example" }, "human"],
    ["svc-", { userName: "svc-backup@corp.example", displayName: "Backup" }, "service"],
    ["a client id", { displayName: "Payroll", clientId: "0oa1" }, "service"],
    ["a machine", { userName: "WEB01$" }, "service"],
    ["German for service", { userName: "dienst_archiv", displayName: "Archivdienst" }, "service"],
    ["an agent", { userName: "hr-copilot@corp.example", displayName: "HR Copilot" }, "agent"],
    ["an agent by type", { displayName: "Travel", userType: "agentIdentity" }, "agent"],
    ["reception", { userName: "reception@corp.example", displayName: "Reception" }, "shared"],
    ["reception in German", { userName: "empfang@corp.example", displayName: "Empfang" }, "shared"],
    ["reception in Spanish", { userName: "recepcion@corp.example", displayName: "Recepción" }, "shared"],
    ["a shared mailbox of somebody's name", { ...jane, userName: "jsmith@corp.example", mailbox: "shared" }, "shared"],
    ["administrator and nobody's name", { userName: "admin@corp.example" }, "shared"],
    ["two people on one account", { userName: "meyers@corp.example", displayName: "Anna & Peter Meyer" }, "shared"],
    ["a test account", { userName: "test01@corp.example", displayName: "Test User 01" }, "test"],
    ["Ward is a family name", { givenName: "Sarah", familyName: "Ward", userName: "sward@corp.example" }, "human"],
    [
      "Ai is a given name where HR knows her",
      { givenName: "Ai", familyName: "Ito", displayName: "Ito, Ai", userName: "e0034968", employeeNumber: "34968" },
      "human",
    ],
    [
      "Ai is a given name where the login is made of it",
      { givenName: "Ai", familyName: "Ito", displayName: "Ai Ito", userName: "ai.ito@corp.example" },
      "human",
    ],
    [
      "Da-won is no domain administrator",
      { givenName: "Da-won", familyName: "Nam", displayName: "Nam, Da-won", userName: "e17", employeeNumber: "17" },
      "human",
    ],
    ["nor is ga-young.song an administrator", { givenName: "Ga-young", familyName: "Song", userName: "ga-young.song@corp.example" }, "human"],
    ["Jenkins is a family name", { displayName: "Paul Jenkins", userName: "paul.jenkins@corp.example" }, "human"],
    ["Jenkins is a service", { displayName: "Jenkins CI", userName: "jenkins-ci@corp.example" }, "service"],
    ["a record of Mr. Job", { givenName: "Henry", familyName: "Job", birthDate: "1850-01-01" }, "human"],
    ["a mark before another's login", { displayName: "Jane Smith", userName: "t0-e0033021", marked: "true" }, "admin"],
    ["a mark before a number, and no name", { displayName: "t1-e0038185", userName: "t1-e0038185", marked: "true" }, "admin"],
    ["sa- before a product", { displayName: "SIEM Service", userName: "sa-siem" }, "service"],
    ["sa- before a name", { displayName: "Jane Smith", userName: "sa-jsmith" }, "admin"],
    ["a service in a test system", { displayName: "SVC Jenkins TEST", userName: "svc-jenkins-test" }, "service"],
    ["a trial of a service", { displayName: "Intune Test", userName: "test-intune" }, "test"],
    ["a training room is a room", { displayName: "Training Room PC 9", userName: "training-room9" }, "shared"],
    ["a login made of what the service is called", { displayName: "CrowdStrike API", userName: "crowdstrike-api" }, "service"],
    ["an account called an account", { displayName: "Domain Join Account", userName: "join-domain" }, "service"],
    ["SQL Server's agent is no agent", { displayName: "SQL Agent SRV01", userName: "sqlagent" }, "service"],
    ["an agent with a client id", { displayName: "Procurement Agent", clientId: "0oa1" }, "agent"],
    ["a department in Japanese", { displayName: "総務部", givenName: "総務部", familyName: "総務部", userName: "soumu" }, "shared"],
    ["a family name that ends like a department", { displayName: "服部 太郎", givenName: "太郎", familyName: "服部", userName: "hattori" }, "human"],
    ["Mustermann is nobody", { displayName: "Max Mustermann", userName: "max.mustermann@corp.example" }, "test"],
    ["a.barker is Anna Barker", { givenName: "Anna", familyName: "Barker", userName: "a.barker" }, "human"],
    ["and so is barker.a", { givenName: "Anna", familyName: "Barker", userName: "barker.a" }, "human"],
    ["a-barker may be Anna Barker's only account", { givenName: "Anna", familyName: "Barker", userName: "a-barker" }, "human"],
    ["x- marks contractors in some houses", { ...jane, userName: "x-jsmith" }, "human"],
    ["x- beside another login marks an administrator", { ...jane, userName: "x-jsmith", marked: "true" }, "admin"],
    [
      "a stranger to HR with a mailbox",
      { displayName: "MS Oostereems Deck", userName: "ms.oostereems.deck", emails: ["ms.oostereems.deck@corp.example"], familiar: "no" },
      "shared",
    ],
    ["a stranger to HR without one", { displayName: "Vertex Production", userName: "fn-vertex_nl", familiar: "no" }, "service"],
    ["a guest is a stranger to HR", { displayName: "Zoë Zwart", userName: "zoe_home.example#EXT#@corp.example", familiar: "no" }, "guest"],
    [
      "a stranger with a full name and a job",
      { givenName: "Zoë", familyName: "Zwart", displayName: "Zoë Zwart", userName: "zzwart", title: "Nurse", familiar: "no" },
      "human",
    ],
    ["testmedewerker", { displayName: "AFAS Testmedewerker", userName: "afastestmedewerker@corp.example" }, "test"],
    ["Testa is a family name", { givenName: "Carla", familyName: "Testa", displayName: "Carla Testa", userName: "carla.testa" }, "human"],
    ["a record that is called a test", { displayName: "testuser3", birthDate: "1980-01-01", employeeNumber: "999909" }, "test"],
    ["a robot", { displayName: "RPA Worker 18", clientId: "0oa1" }, "agent"],
    ["Press is a family name", { givenName: "Anna", familyName: "Press", userName: "anna.press@corp.example", title: "Designer" }, "human"],
  ])("%s", (_what, account, kind) => {
    expect(judged(account).kind).toBe(kind);
  });

  it("says why, the strongest sign first", () => {
    const { signals, confidence } = judged({ userName: "svc-backup@corp.example", displayName: "Backup", passwordNeverExpires: "true" });
    expect(signals.map((signal) => SIGNALS[signal]?.says)).toEqual([
      "the login begins or ends like a service's",
      "the display name holds a word for software",
      "its password never expires",
      "it has no person's name",
    ]);
    expect(confidence).toBeGreaterThan(0.95);
  });

  it("takes it for no sign that nobody tells when it signed in at a prompt", () => {
    const seen = { displayName: "Backup Tape", userName: "tape", seen: "1767225600000" };
    const told = judged({ ...seen, tellsInteractive: "true" }).signals.map((signal) => SIGNALS[signal]?.says);
    const untold = judged({ ...seen, tellsInteractive: "" }).signals.map((signal) => SIGNALS[signal]?.says);
    expect(told).toContain("it signs in, but never at a prompt");
    expect(untold).not.toContain("it signs in, but never at a prompt");
  });

  it("is surer with more signs", () => {
    const one = judged({ userName: "svc-x1@corp.example" });
    const two = judged({ userName: "svc-x1@corp.example", passwordNeverExpires: "true" });
    expect(two.confidence).toBeGreaterThan(one.confidence);
  });
});
