// Writes what the sample company's directories answer, and its planted truth, from fixtures/company.yaml.
//
//   node scripts/sample-company.mjs           writes fixtures/
//   node scripts/sample-company.mjs --check   fails when fixtures/ is not what this would write
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { readCompany } from "./sample/describe.mjs";
import { entraFiles } from "./sample/entra.mjs";
import { oktaFiles } from "./sample/okta.mjs";
import { configurationOf, readmeOf } from "./sample/readme.mjs";
import { refusalFiles } from "./sample/refusals.mjs";
import { truthOf } from "./sample/truth.mjs";

const FIXTURES = fileURLToPath(new URL("../fixtures", import.meta.url));
/** Folders that hold nothing but what is written here. */
const DIRECTORIES = ["entra", "okta"];

const company = readCompany(join(FIXTURES, "company.yaml"));
const files = new Map([
  ...Array.from(entraFiles(company), ([path, body]) => [`entra/${path}`, json(body)]),
  ...Array.from(oktaFiles(company), ([path, body]) => [`okta/${path}`, json(body)]),
  ...Array.from(refusalFiles(company), ([path, body]) => [path, json(body)]),
  ["truth.json", json(truthOf(company))],
  ["README.md", readmeOf(company)],
  ["obo-audit.yaml", configurationOf(company)],
]);

if (process.argv.includes("--check")) check();
else write();

function write() {
  for (const directory of DIRECTORIES) rmSync(join(FIXTURES, directory), { recursive: true, force: true });
  for (const [path, text] of files) {
    mkdirSync(dirname(join(FIXTURES, path)), { recursive: true });
    writeFileSync(join(FIXTURES, path), text);
  }
}

function check() {
  const stale = [...files]
    .filter(([path, text]) => !existsSync(join(FIXTURES, path)) || readFileSync(join(FIXTURES, path), "utf8") !== text)
    .map(([path]) => path);
  const extra = DIRECTORIES.flatMap((directory) =>
    readdirSync(join(FIXTURES, directory), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) =>
        join(entry.parentPath ?? entry.path, entry.name)
          .slice(FIXTURES.length + 1)
          .replaceAll("\\", "/"),
      )
      .filter((path) => !files.has(path)),
  );
  for (const path of [...stale, ...extra]) console.error(`fixtures/${path} is stale: run node scripts/sample-company.mjs`);
  process.exitCode = stale.length + extra.length === 0 ? 0 : 1;
}

function json(body) {
  return `${JSON.stringify(body, null, 1)}\n`;
}
