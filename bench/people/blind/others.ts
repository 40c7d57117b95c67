import type { Random } from "../random.js";
import { randomId, weighted } from "./draw.js";

/** An account that no single human stands behind. */
export interface Other {
  readonly kind: "service" | "shared" | "test" | "agent";
  readonly login: string;
  readonly display?: string;
  readonly given?: string;
  readonly family?: string;
  readonly mailbox?: "shared" | "room";
  readonly mail?: boolean;
  /** An application without a sign-in name. */
  readonly application?: boolean;
}

const lines = (text: string): readonly string[] => text.trim().split(/\s*\n\s*/);

/** Logins of services with their display names, as administrators name them. `#` is a small number, `@` a server's name. */
const SERVICES: Readonly<Record<string, readonly string[]>> = {
  en: lines(`svc-backup|Backup Service
    svc_sql_@|SQL Server Service Account
    svc-veeam|svc-veeam
    svc.jenkins|Jenkins CI
    sa-sharepoint|SharePoint Farm Account
    sa_spsearch|SharePoint Search Service
    srv-scom|SCOM Action Account
    srv.ldapbind|LDAP bind account
    s-nessus|Nessus Scanner
    service-okta-ad|Okta AD Agent Service
    MSOL_#a1f04c#|On-Premises Directory Synchronization Service Account
    AAD_@|Azure AD Connect @
    HealthMailbox#c3d#e|HealthMailbox-EXCH0#-00#
    gmsa-web0#$|gmsa-web0#
    gMSA_ADFS$|gMSA_ADFS
    sqlagent@|SQL Agent @
    ldapread|LDAP Read Only
    zabbix|Zabbix Monitoring
    nagios|Nagios
    gitlab-runner|GitLab Runner
    app-salesforce-sync|Salesforce Sync
    int-workday|Workday Integration
    workday_isu|ISU Workday to AD
    sap_rfc_prd|SAP RFC PRD
    oracle|Oracle DB
    postfix|Postfix relay
    ansible|Ansible automation
    terraform-ci|Terraform CI
    scan2mail|Scan to Email
    vpn-radius|RADIUS
    sccm-naa|SCCM Network Access Account
    join-domain|Domain Join Account
    crowdstrike-api|CrowdStrike API
    svc-tableau-prd|Tableau PRD
    batch_payroll|Payroll Batch
    api.gateway|API Gateway
    noreply-crm|CRM notifications
    backupexec|Backup Exec
    eset-deploy|ESET deployment`),
  de: lines(`dienst-sicherung|Dienstkonto Datensicherung
    dk-archiv|Dienstkonto Archivsystem
    tu_saprfc|Technischer Benutzer SAP RFC
    tu-druck|Technischer User Drucksystem
    svc-zeiterfassung|Dienst Zeiterfassung
    scanner-eg|Scanner Erdgeschoss
    funktion-backup|Funktionskonto Backup
    sys_dms|Systemkonto DMS
    batch-lohn|Batchbenutzer Lohnabrechnung`),
  fr: lines(`svc-sauvegarde|Compte de service sauvegarde
    cs_ged|Compte de service GED
    app-paie|Application Paie`),
  es: lines(`srv_respaldo|Cuenta de servicio respaldo
    svc-nominas|Servicio Nóminas`),
  it: lines(`srv-paghe|Utente di servizio Paghe
    svc-archivio|Account di servizio archivio`),
  nl: lines(`svc-salaris|Serviceaccount Salarisverwerking
    sa-kopieer|Serviceaccount kopieerapparaat`),
  pt: lines(`svc-folha|Conta de serviço Folha de Pagamento`),
  pl: lines(`svc-kopie|Konto serwisowe kopie zapasowe
    usl_kadry|Konto usługi Kadry`),
};

/** What service accounts are for, as it stands in the sign-in name and in the display name. */
const SYSTEMS = lines(`sql|SQL Server
    sqlagent|SQL Agent
    exchange|Exchange
    veeam|Veeam
    sccm|SCCM
    adfs|AD FS
    jira|Jira
    confluence|Confluence
    jenkins|Jenkins
    sonarqube|SonarQube
    artifactory|Artifactory
    grafana|Grafana
    splunk|Splunk
    prtg|PRTG
    nexthink|Nexthink
    papercut|PaperCut
    citrix|Citrix
    vcenter|vCenter
    backup|Backup
    radius|RADIUS
    nps|NPS
    wsus|WSUS
    dhcp|DHCP
    sharepoint|SharePoint
    biztalk|BizTalk
    tableau|Tableau
    powerbi|Power BI
    sap|SAP
    datev|DATEV
    navision|Navision
    oracle|Oracle
    mq|IBM MQ
    ftp|FTP
    sftp|SFTP Transfer
    edi|EDI
    crm|CRM
    erp|ERP
    dms|DMS
    hris|HRIS
    payroll|Payroll
    timeclock|Time Clock
    badge|Badge System
    cctv|CCTV
    phone|Telephony
    fax|Fax Server
    mfp|MFP Scan
    ldap|LDAP Bind
    vuln|Vulnerability Scanner
    siem|SIEM
    cyberark|CyberArk
    iis|IIS
    tomcat|Tomcat
    k8s|Kubernetes
    terraform|Terraform
    azuredevops|Azure DevOps
    okta|Okta Agent
    intune|Intune Connector
    proxy|Proxy
    webdav|WebDAV`);

/** A house's way of naming services: the sign-in name and the display name, `%` for the system. */
const CONVENTIONS: Readonly<Record<string, readonly string[]>> = {
  en: [
    "svc-%|% Service Account",
    "svc_%|svc_%",
    "sa-%|% Service",
    "sa_%|%",
    "srv-%|Service Account %",
    "svc.%|SVC %",
    "s-%|% (service account)",
    "%svc|% service",
    "app-%|App %",
  ],
  de: ["svc-%|Dienstkonto %", "dienst-%|Dienst %", "srv_%|Servicekonto %", "tu-%|Technischer Benutzer %", "tech_%|Technisches Konto %"],
  fr: ["svc-%|Compte de service %", "srv_%|Service %"],
  es: ["svc-%|Cuenta de servicio %", "srv.%|Servicio %"],
  it: ["svc-%|Account di servizio %"],
  nl: ["svc-%|Serviceaccount %"],
  pt: ["svc-%|Conta de serviço %"],
  pl: ["svc-%|Konto serwisowe %"],
};

/** Two services in three follow the house's convention; one house mostly has one. */
function conventional(random: Random, languages: readonly string[], habit: number): string {
  const language = languages[random.chance(0.8) ? 0 : random.between(0, languages.length - 1)] ?? "en";
  const ways = CONVENTIONS[language] ?? CONVENTIONS["en"] ?? [];
  const [login = "", display = ""] = (ways[(random.chance(0.85) ? habit : random.between(0, 8)) % ways.length] ?? "svc-%|%").split("|");
  const [short = "", long = ""] = random.pick(SYSTEMS).split("|");
  const stage = weighted(random, { "": 6, prd: 1, dev: 1, test: 1, "01": 1, "02": 1 });
  return `${login.replace("%", short)}${stage === "" ? "" : `-${stage}`}|${display.replace("%", display === login ? short : long)}${stage === "" ? "" : ` ${stage.toUpperCase()}`}`;
}

/** Mailboxes, rooms, desks and terminals of many; `*` in front marks a room. */
const SHARED: Readonly<Record<string, readonly string[]>> = {
  en: lines(`info|Info
    sales|Sales
    support|Support
    careers|Careers
    accounts.payable|Accounts Payable
    hr.team|HR Team
    reception|Reception
    frontdesk#|Front Desk #
    helpdesk|IT Helpdesk
    marketing|Marketing
    press|Press Office
    *room-#01|Meeting Room #.01
    *boardroom|Boardroom
    *conf-thames|Conference Room Thames
    kiosk0#|Kiosk 0#
    warehouse#|Warehouse Terminal #
    shopfloor#|Shop Floor #
    shiftlead|Shift Lead Packing
    invoices|Invoices
    *poolcar#|Pool Car #
    security.desk|Security Desk
    training-room#|Training Room PC #
    office.manchester|Office Manchester
    events|Events
    orders|Order Desk`),
  de: lines(`empfang|Empfang
    bewerbung|Bewerbungen
    buchhaltung|Buchhaltung
    personal|Personalabteilung
    *besprechung-#|Besprechungsraum #. OG
    *raum-alpen|Besprechungsraum Alpen
    pforte|Pforte Werk #
    lager#|Lager Terminal #
    versand|Versand
    einkauf|Einkauf
    sekretariat|Sekretariat Geschäftsführung
    azubi-pc#|Azubi-PC #
    kasse#|Kasse #
    *dienstwagen#|Dienstwagen #
    werkstatt|Werkstatt
    zentrale|Telefonzentrale
    schichtleiter#|Schichtleiter Halle #`),
  fr: lines(`accueil|Accueil
    comptabilite|Comptabilité
    *salle-#|Salle de réunion #
    recrutement|Recrutement
    atelier#|Poste atelier #
    standard|Standard téléphonique`),
  es: lines(`recepcion|Recepción
    ventas|Ventas
    *sala-#|Sala de reuniones #
    facturacion|Facturación
    almacen#|Terminal almacén #`),
  it: lines(`amministrazione|Amministrazione
    *sala-riunioni-#|Sala riunioni #
    magazzino#|Magazzino #
    segreteria|Segreteria`),
  nl: lines(`receptie|Receptie
    *vergaderzaal-#|Vergaderzaal #
    administratie|Administratie
    magazijn#|Magazijn #`),
  pt: lines(`recepcao|Recepção
    *sala-reuniao-#|Sala de reunião #
    financeiro|Financeiro`),
  pl: lines(`recepcja|Recepcja
    *sala-konferencyjna-#|Sala konferencyjna #
    kadry|Kadry i Płace
    magazyn#|Magazyn #`),
  sv: lines(`*konferensrum-#|Konferensrum #
    ekonomi|Ekonomi`),
  zh: lines(`*cn-room#|会议室 30#
    cn-reception|前台`),
  ja: lines(`*jp-room#|会議室#
    jp-soumu|総務部`),
  ru: lines(`*ru-room#|Переговорная #
    ru-office|Офис Москва`),
};

/** Accounts to try things with; given and family name after the display name, where one was filled in. */
const TESTS: Readonly<Record<string, readonly string[]>> = {
  en: lines(`test|Test
    test.user#|Test User #|Test|User #
    testuser0#|Test User 0#
    qa.tester#|QA Tester #|QA|Tester #
    john.test|John Test|John|Test
    demo|Demo User|Demo|User
    zz_test_mfa|ZZ Test MFA
    tst-sso#|SSO test account #
    test-intune|Intune Test|Intune|Test
    uat.user#|UAT User #
    dummy#|Dummy Account #
    sandbox-user|Sandbox User
    loadtest00#|Load Test 00#`),
  de: lines(`testbenutzer#|Testbenutzer #
    max.mustermann|Max Mustermann|Max|Mustermann
    erika.mustermann|Erika Mustermann|Erika|Mustermann
    test-azubi|Test Azubi|Test|Azubi`),
  fr: lines(`utilisateur.test|Utilisateur Test|Utilisateur|Test
    essai.paie|Essai Paie`),
  es: lines(`usuario.prueba|Usuario Prueba|Usuario|Prueba
    pruebas#|Pruebas #`),
  pl: lines("testowy#|Konto testowe #"),
  nl: lines("testgebruiker#|Testgebruiker #"),
};

const AGENTS = lines(`invoice-agent|Invoice Processing Agent
  hr-copilot|HR Copilot
  copilot-studio-onboarding|Copilot Studio - Onboarding Assistant
  support-bot|Support Chatbot
  claude-code-ci|Claude Code Agent
  gpt-sales|Sales GPT Assistant
  it-ai-agent|IT Service Desk AI Agent
  contract-review-agent|Contract Review AI Agent
  meeting-bot|Meeting Notes Bot
  procurement-agent|Procurement Agent
  slackbot-hr|HR Slackbot
  research-assistant-ai|AI Research Assistant
  finance-agent|Finance Reconciliation Agent
  einkauf-ki|KI-Assistent Einkauf
  agent-coder|AI Coding Agent
  langchain-orchestrator|LangChain Orchestrator`);

/** Applications that sign in by themselves, in the cloud directory. */
const APPLICATIONS = lines(`Salesforce
  ServiceNow
  Zoom
  Slack
  Workday
  Atlassian Cloud
  DocuSign
  Terraform Cloud
  GitHub Actions Deploy
  Power BI Gateway
  Backup for Microsoft 365
  KnowBe4
  Snowflake
  Datadog
  SAP SuccessFactors Provisioning
  Okta Provisioning
  sp-prod-aks
  sp-dev-webapp
  Veeam Backup
  Mimecast
  Intranet
  Reporting API
  Invoice OCR`);

function from(random: Random, tables: Readonly<Record<string, readonly string[]>>, languages: readonly string[]): string {
  // All that is said in the house's languages; a language that is listed twice counts twice.
  const line = random.pick(languages.flatMap((language) => tables[language] ?? []));
  const digit = String(random.between(1, 9));
  return line.replaceAll("#", digit).replaceAll("@", `${random.pick(["SRV", "DB", "APP", "DC"])}0${digit}`);
}

/** Draws an account of nobody of this kind; the company's languages weigh by how often they are listed. */
export function drawOther(random: Random, kind: Other["kind"], languages: readonly string[], cloud: boolean, habit: number): Other {
  if (kind === "service" && cloud && random.chance(0.7)) {
    const display = random.pick(APPLICATIONS);
    return { kind, login: randomId(random), display, application: true };
  }
  const regular = kind === "service" && random.chance(0.65);
  const line =
    kind === "agent"
      ? random.pick(AGENTS)
      : regular
        ? conventional(random, languages, habit)
        : from(random, { service: SERVICES, shared: SHARED, test: TESTS }[kind], languages);
  const [name = "", display = "", given, family] = line.split("|");
  const room = name.startsWith("*");
  const login = room ? name.slice(1) : name;
  const stated = kind === "shared" && random.chance(0.5) ? { mailbox: room ? ("room" as const) : ("shared" as const) } : {};
  const named = given !== undefined && family !== undefined && random.chance(0.8) ? { given, family } : {};
  // Directories that demand names get them: the display name cut in two, or one word twice.
  const [head = "", ...tail] = display.split(" ");
  const forced = given === undefined && random.chance(0.12) ? { given: head, family: tail.join(" ") || head } : {};
  return {
    kind,
    login,
    // Without a display name, an auditor would not know an agent, nor what a word in a sign-in name means.
    ...(kind === "agent" || !/^(svc|sa|srv|service)[-_.]/.test(login) || random.chance(0.85) ? { display } : {}),
    ...named,
    ...forced,
    ...stated,
    mail: kind === "shared" ? !/kiosk|terminal|pc|kasse/i.test(login) : random.chance(kind === "agent" ? 0.4 : 0.15),
    application: kind === "agent" && random.chance(0.5),
  };
}
