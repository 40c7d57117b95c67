import { describe, expect, it } from "vitest";
import { loginOf, mailOf, nameOf, phoneOf } from "../../src/people/names.js";
import { nicknameRoots } from "../../src/people/nicknames.js";

describe("nameOf", () => {
  it.each([
    // given, middle, family, display → given, middle, family
    ["Ann", "", "Bell", "", "ann", null, "bell"],
    ["Ann Marie", "", "Bell", "", "ann", "marie", "bell"],
    ["Jean-Pierre", "", "Martin", "", "jeanpierre", null, "martin"],
    ["Vincent", "", "van Gogh", "", "vincent", null, "gogh"],
    ["Dr. Ann", "", "Bell, 2nd Baronet", "", "ann", null, "bell"],
    ["", "", "", "Ann Bell", "ann", null, "bell"],
    ["", "", "", "Bell, Ann", "ann", null, "bell"],
    ["", "", "", "BELL Ann", "ann", null, "bell"],
    ["", "", "", "Ann Bell (Admin)", "ann", null, "bell"],
    ["", "", "", "ADM - Ann Bell", "ann", null, "bell"],
    ["", "", "", "Ludwig van Beethoven", "ludwig", null, "beethoven"],
    ["", "", "", "Bell, Ann (Sales)", "ann", null, "bell"],
    ["", "", "", "John Smith, PhD", "john", null, "smith"],
    ["", "", "", "Reception", null, null, null],
    ["", "", "", "", null, null, null],
    ["Ann", "", "", "", "ann", null, null],
    ["Ann", "", "", "Ann Bell", "ann", null, "bell"],
    ["", "", "Lord", "", null, null, "lord"],
    ["Earl", "", "Baron", "", "earl", null, "baron"],
    ["General", "", "Hamilton", "General William Hamilton", "william", null, "hamilton"],
    ["William", "", "Baronet", "William Hamilton, 6th Baronet", "william", null, "hamilton"],
    ["", "", "", "Edward Morgan, 4th Baronet", "edward", null, "morgan"],
  ])("%j %j %j %j", (given, middle, family, shown, ...expected) => {
    const name = nameOf(given, middle, family, shown);
    expect([name.given, name.middle, name.family]).toEqual(expected);
  });

  it.each([
    ["John", "Smith Jr.", "", "jr"],
    ["John", "Smith", "John Smith Sr", "sr"],
    ["John", "Smith, III", "", "iii"],
    ["John", "Smith", "John Smith", null],
  ])("tells generations apart: %s %s %s", (given, family, shown, generation) => {
    expect(nameOf(given, "", family, shown).generation).toBe(generation);
  });

  it("keeps the parts of a double name", () => {
    expect(nameOf("Ana", "", "García López", "").parts).toEqual(["garcia", "lopez"]);
    expect(nameOf("Ann", "", "Smith-Jones", "").parts).toEqual(["smith", "jones"]);
    expect(nameOf("Ann", "", "Smith", "").parts).toEqual([]);
  });
});

describe("loginOf", () => {
  it.each([
    ["jsmith@corp.example", "jsmith"],
    ["CORP\\adm-jsmith", "jsmith"],
    ["j.smith.ext@corp.example", "jsmith"],
    ["a-jsmith@corp.example", "jsmith"],
    ["a.smith@corp.example", "asmith"],
    ["t0-e0033021", "e0033021"],
    ["da.silva@corp.example", "dasilva"],
    ["jane+tag@corp.example", "jane"],
    ["v.gogh_home.example#EXT#@corp.example", "vgogh"],
    ["admin", "admin"],
    ["", ""],
  ])("%s → %s", (userName, core) => expect(loginOf(userName).core).toBe(core));
});

describe("mailOf", () => {
  it.each([
    ["Jane.Doe+news@Corp.Example", "jane.doe@corp.example"],
    ["v.gogh_home.example#EXT#@corp.example", "v.gogh@home.example"],
    ["no address", null],
    ["@corp.example", null],
    ["jane@", null],
  ])("%s → %s", (address, mail) => expect(mailOf(address)).toBe(mail));
});

describe("phoneOf", () => {
  it.each([
    ["+49 (0)89 1234567", "891234567"],
    ["089 1234567", "891234567"],
    ["+1 555 010 7788 ext. 12", "550107788"],
    ["12345", null],
    ["none", null],
  ])("%s → %s", (number, phone) => expect(phoneOf(number)).toBe(phone));
});

describe("nicknameRoots", () => {
  const alike = (a: string, b: string) => (nicknameRoots(a) ?? []).some((root) => nicknameRoots(b)?.includes(root));

  it.each([
    ["bob", "robert"],
    ["liz", "elizabeth"],
    ["alex", "alexander"],
    ["alex", "alexandra"],
    ["sasha", "aleksandr"],
    ["hans", "johannes"],
    ["paco", "francisco"],
    ["kasia", "katarzyna"],
  ])("%s can be %s", (a, b) => expect(alike(a, b)).toBe(true));

  it.each([
    ["alexander", "alexandra"],
    ["robert", "william"],
    ["christopher", "christine"],
  ])("%s is not %s", (a, b) => expect(alike(a, b)).toBe(false));

  it("does not know every name", () => expect(nicknameRoots("featherstone")).toBeUndefined());
});
