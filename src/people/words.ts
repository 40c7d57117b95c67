/**
 * Words by which directories name accounts that no single human stands behind, and second accounts of humans.
 *
 * Written without accents, in lower case, as `fold` leaves them. They are matched as whole words of a user name,
 * a mail local part or a display name, never inside a word, so that Abbott is no bot and Contestabile no test.
 */

/** Software that signs in by itself. */
// biome-ignore format: read as a list of words
export const SERVICE_WORDS = [
  "svc", "srv", "service", "services", "serviceaccount", "svcacct", "sync", "synchronization", "daemon", "cron", "batch", "job", "jobs", "backup",
  "connector", "integration", "automation", "jenkins", "gitlab", "github", "terraform", "ansible", "pipeline", "deploy",
  "deployment", "cicd", "ci", "etl", "ldap", "ldapbind", "bind", "smtp", "noreply", "reply", "donotreply", "mailer", "relay", "monitor", "monitoring", "nagios", "splunk",
  "zabbix", "grafana", "prometheus", "scanner", "printer", "print", "iis", "sql", "mssql", "postgres", "oracle", "db", "database", "sap", "erp",
  "crm", "api", "app", "application", "webhook", "krbtgt", "msol", "aadconnect", "adfs", "sso", "scim", "proxy", "replication", "export", "import",
  "dienst", "dienstkonto", "servicekonto", "schnittstelle", "servicio", "servicios", "servico", "cuenta", "compte", "systeme", "sistema", "servizio",
  "tjanst", "tjeneste", "palvelu", "usluga", "uslugi", "serwisowe", "sluzba", "hizmet", "dienstaccount", "functioneel", "technical", "technisch", "technischer",
  "technische", "technischerbenutzer", "technique", "tecnica", "tecnico", "system", "funktionskonto", "funktion", "funkcyjne", "gmsa", "naa", "isu", "agentless",
  // What it is that signs in: printers, machines and the software that companies run.
  "drucker", "kopierer", "impresora", "impressora", "imprimante", "stampante", "skrivare", "skriver", "tulostin", "drukarka", "tiskarna", "copier", "mfp",
  "timeclock", "badge", "gateway", "spooler", "transfer", "interface", "middleware", "bridge", "probe", "poller", "crawler", "collector", "forwarder", "orchestration",
  "sccm", "wsus", "intune", "sharepoint", "biztalk", "exchange", "adsync", "dirsync", "azureadsync", "ntp", "dhcp", "dns", "snmp", "ftp", "sftp", "webdav", "radius", "tacacs",
  "kerberos", "vpn", "wifi", "nas", "edr", "mdm", "k8s", "kubernetes", "docker", "openshift", "tomcat", "websphere", "weblogic", "jboss", "nginx", "apache",
  "db2", "mysql", "mongodb", "redis", "kafka", "rabbitmq", "elastic", "kibana", "logstash", "elasticsearch", "datadog", "dynatrace", "prtg", "solarwinds", "icinga", "veeam",
  "commvault", "netbackup", "vmware", "vcenter", "vsphere", "citrix", "netscaler", "fortinet", "paloalto", "qualys", "nessus", "tenable", "rapid7", "crowdstrike",
  "cyberark", "sailpoint", "saviynt", "beyondtrust", "okta", "auth0", "workday", "successfactors", "salesforce", "sfdc", "servicenow", "netsuite", "navision", "datev", "dynamics",
  "tableau", "qlik", "powerbi", "snowflake", "databricks", "airflow", "informatica", "mulesoft", "boomi", "jira", "confluence", "bitbucket", "sonarqube", "artifactory", "bamboo",
  "teamcity", "nexthink", "eset", "sophos", "zscaler", "mq", "cctv", "prd", "prod", "preprod", "stg",
] as const;

/** What monitors and backs up servers is called so too. */
export const SOFT_AGENT_WORDS = ["agent", "agents", "bot", "robot", "robo", "rpa"] as const;

/** Software that acts with some autonomy, for people. */
export const AGENT_WORDS = [
  "aiagent",
  "copilot",
  "assistant",
  "llm",
  "gpt",
  "chatbot",
  "autopilot",
  "ai",
  "assistent",
  "asistente",
  "assistente",
  "asystent",
  "asistent",
  "slackbot",
  "teamsbot",
  "voicebot",
  "langchain",
  "langgraph",
  "chatgpt",
  "openai",
  "agentic",
  "dependabot",
  "chatbots",
  "ki",
] as const;

/** A desk, a room, a team or a mailbox that several people answer for. */
// biome-ignore format: read as a list of words
export const SHARED_WORDS = [
  "info", "information", "reception", "receptionist", "frontdesk", "front", "desk", "office", "sales", "support", "helpdesk", "servicedesk", "accounts",
  "accounting", "accountspayable", "payable", "billing", "invoice", "invoices", "finance", "hr", "humanresources", "payroll", "kiosk", "team", "shift",
  "scan", "contact", "contactus", "hello", "enquiries", "inquiries", "marketing", "press", "media", "careers", "recruiting", "recruitment", "orders",
  "order", "purchasing", "procurement", "warehouse", "logistics", "shop", "store", "till", "pos", "lobby", "mailroom", "mailbox", "shared", "postmaster",
  "webmaster", "abuse", "room", "meeting", "meetingroom", "conference", "boardroom", "projector", "nurse", "nursing", "station", "ward", "lab",
  "workshop", "dispatch", "security", "legal", "newsletter", "events", "feedback", "admin", "administrator", "root", "everyone", "staff", "group",
  "rezeption", "empfang", "zentrale", "buero", "buro", "sekretariat", "vertrieb", "verkauf", "einkauf", "buchhaltung", "rechnung", "rechnungen",
  "personal", "personalabteilung", "bewerbung", "kontakt", "lager", "kasse", "schicht", "werkstatt", "besprechung", "besprechungsraum", "raum",
  "gemeinsam", "gruppe", "hallo", "presse", "pforte", "versand",
  "accueil", "bureau", "secretariat", "ventes", "achats", "comptabilite", "facturation", "factures", "rh", "magasin", "entrepot", "salle", "reunion",
  "partage", "equipe", "caisse", "bonjour", "standard",
  "recepcion", "oficina", "ventas", "compras", "contabilidad", "facturas", "facturacion", "contacto", "rrhh", "almacen", "tienda", "sala", "caja",
  "equipo", "turno", "compartido", "soporte", "secretaria",
  "recepcao", "escritorio", "vendas", "compra", "armazem", "loja", "suporte", "equipa",
  "ricezione", "accoglienza", "ufficio", "vendite", "acquisti", "contabilita", "fatture", "magazzino", "negozio", "squadra", "segreteria",
  "receptie", "kantoor", "verkoop", "inkoop", "boekhouding", "administratie", "winkel", "balie", "magazijn", "vergaderzaal", "ploeg",
  "reception", "forsaljning", "ekonomi", "salg", "lon", "biuro", "recepcja", "sprzedaz", "ksiegowosc", "kadry", "magazyn", "sklep", "zespol",
  "recepce", "kancelar", "prodej", "ucetni", "sklad", "resepsiyon", "ofis", "satis", "muhasebe", "depo",
  "riunioni", "konferensrum", "konferenzraum", "motesrum", "motorum", "moterum", "moteroom", "neuvottelu", "sala", "reuniones", "reunioes", "zasedacka", "vergadering", "conf", "pool", "poolcar",
  "dienstwagen", "fuhrpark", "pc", "azubi", "atelier", "poste", "arbeitsplatz", "empfangspc", "financeiro", "administracao", "administracion", "amministrazione", "verwaltung",
  "comercial", "commerciale", "commercial", "recursoshumanos", "risorseumane", "sekretariat", "kasir", "recepcio", "portaria", "garde", "planning", "dispo", "callcenter", "hotline",
  "priemnaia", "otdel", "buhgalteriia", "prodazhi", "sklad", "kadry",
] as const;

/** Accounts made to try something out. */
// biome-ignore format: read as a list of words
export const TEST_WORDS = [
  "test", "testing", "tester", "testuser", "testaccount", "tst", "demo", "dummy", "sample", "qa", "uat", "staging", "sandbox", "training", "trainee",
  "fake", "example", "mock", "loadtest", "e2e", "probe", "schulung", "versuch", "prueba", "pruebas", "essai", "prova", "teste", "proef", "oefening",
  "szkolenie", "testkonto", "deneme", "mustermann", "musterfrau", "testperson", "template", "szablon", "vorlage", "sjabloon", "gabarit", "proefgebruiker", "homologacao", "hml",
] as const;

/** A person's second, privileged account. */
// biome-ignore format: read as a list of words
export const ADMIN_WORDS = [
  "adm", "admin", "admins", "administrator", "administrateur", "administrador", "amministratore", "beheerder", "admn", "sadm", "domadm", "domainadmin", "globaladmin",
  "sysadmin", "sysadm", "priv", "privileged", "tier0", "tier1", "tier2", "t0", "t1", "t2", "paw", "root", "superuser", "elevated", "cloudadmin", "srvadm", "wsadm", "gadm", "beheer", "administrativa", "administrativo", "privilegiado", "privilegiada", "amministrativo",
] as const;

/** The same in so few letters that they are names too: marks only where a login begins or ends with them. */
export const ADMIN_AFFIXES = ["ga", "da", "ea", "su", "pa"] as const;

/** What directories call an account as such: nobody is called Domain Join Account. */
// biome-ignore format: read as a list of words
export const ACCOUNT_WORDS = [
  "account", "acct", "konto", "kontos", "conta", "compte", "cuenta", "conto", "user", "benutzer", "utilisateur", "usuario", "utente", "gebruiker", "uzytkownik", "bruger",
  "anvandare", "kayttaja", "kullanici", "login", "logon", "principal", "identity",
] as const;
