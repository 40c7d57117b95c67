import type { Random } from "./random.js";

/**
 * Names of several cultures, commonest first, and what their bearers are called at work.
 * The matcher has a table of nicknames of its own; this one was written without looking at it.
 */
export interface Culture {
  readonly name: string;
  readonly given: readonly string[];
  readonly family: readonly string[];
  /** Endings that make rarer family names out of stems. */
  readonly stems: readonly string[];
  readonly endings: readonly string[];
  /** Other spellings of one given name: casual forms, transliterations. */
  readonly also: Readonly<Record<string, readonly string[]>>;
}

const split = (text: string): readonly string[] => text.split(" ");

export const CULTURES: readonly Culture[] = [
  {
    name: "english",
    given: split(
      "James Mary Robert Patricia John Jennifer Michael Linda David Elizabeth William Barbara Richard Susan Joseph Jessica Thomas Sarah Christopher Karen Charles Lisa Daniel Nancy Matthew Betty Anthony Sandra Mark Margaret Donald Ashley Steven Kimberly Andrew Emily Paul Donna Joshua Michelle Kenneth Carol Kevin Amanda Brian Melissa George Deborah Timothy Stephanie Ronald Rebecca Jason Sharon Edward Laura Jeffrey Cynthia Ryan Amy Jacob Kathleen Gary Angela Nicholas Shirley Eric Anna Jonathan Emma Stephen Pamela Larry Nicole Justin Samantha Scott Katherine Brandon Christine Benjamin Helen Samuel Debra Gregory Rachel Alexander Carolyn Patrick Janet Frank Maria Raymond Catherine Jack Heather Dennis Diane Jerry Olivia Tyler Julie Aaron Joyce Jose Victoria Adam Ruth Nathan Virginia Henry Lauren Zachary Kelly Douglas Christina Peter Joan Kyle Evelyn Noah Judith Ethan Andrea Jeremy Hannah Walter Megan Christian Cheryl Keith Jacqueline Roger Martha Terry Madison Austin Teresa Sean Gloria Gerald Sara Carl Janice Harold Ann Dylan Kathryn Arthur Abigail Lawrence Sophia Jordan Frances Jesse Jean Bryan Alice Billy Judy Bruce Isabella Gabriel Julia Joe Grace Logan Amber Alan Denise Juan Danielle Albert Marilyn Willie Beverly Elijah Charlotte Wayne Natalie Randy Theresa Vincent Diana Mason Brittany Roy Doris Ralph Kayla Bobby Alexis Russell Lori Bradley Marie Philip Eugene",
    ),
    family: split(
      "Smith Johnson Williams Brown Jones Davis Miller Wilson Moore Taylor Anderson Thomas Jackson White Harris Martin Thompson Robinson Clark Lewis Lee Walker Hall Allen Young King Wright Hill Scott Green Adams Baker Nelson Carter Mitchell Roberts Turner Phillips Campbell Parker Evans Edwards Collins Stewart Morris Murphy Cook Rogers Morgan Cooper Peterson Reed Bailey Bell Kelly Howard Ward Cox Richardson Wood Watson Brooks Bennett Gray Hughes Price Myers Long Foster Sanders Ross Powell Sullivan Russell Jenkins Perry Butler Barnes Fisher Henderson Coleman Simmons Patterson Jordan Reynolds Hamilton Graham Wallace Cole West Hayes Gibson Bryant Ellis Stevens Murray Ford Marshall Owens McDonald Harrison Kennedy Wells Freeman Webb Tucker Burns Crawford Henry Boyd Mason Hunter Dixon Hunt Black Holmes Palmer Rose Stone Robertson Knight Mills O'Brien Featherstonehaugh",
    ),
    stems: split(
      "Ash Black Brad Brom Carl Chat Dun East Fair Gold Hart Hol Kings Lang Lock May North Old Pem Rad Rush Shel Stan Thorn Under Wake West Whit Win Wood",
    ),
    endings: split(
      "bourne bury by combe croft dale den field ford ham hurst ington ley low man more ridge shaw son stead ton ville well wick worth yard",
    ),
    also: {
      Robert: ["Rob", "Bob", "Bobby"],
      William: ["Will", "Bill", "Liam"],
      Elizabeth: ["Liz", "Beth", "Betty", "Eliza"],
      Michael: ["Mike", "Mick"],
      Thomas: ["Tom"],
      Katherine: ["Kate", "Katie", "Kathy"],
      Margaret: ["Maggie", "Peggy", "Meg"],
      James: ["Jim", "Jimmy", "Jamie"],
      Richard: ["Rick", "Dick"],
      Jennifer: ["Jen", "Jenny"],
      Christopher: ["Chris"],
      Daniel: ["Dan", "Danny"],
      Matthew: ["Matt"],
      Anthony: ["Tony"],
      Steven: ["Steve"],
      Andrew: ["Andy", "Drew"],
      Joshua: ["Josh"],
      Edward: ["Ed", "Ted"],
      Patricia: ["Pat", "Trish"],
      Susan: ["Sue"],
      Deborah: ["Debbie"],
      Rebecca: ["Becky"],
      Nicholas: ["Nick"],
      Jonathan: ["Jon"],
      Benjamin: ["Ben"],
      Samuel: ["Sam"],
      Gregory: ["Greg"],
      Alexander: ["Alex", "Sandy"],
      Victoria: ["Vicky"],
      Charles: ["Charlie", "Chuck"],
      Joseph: ["Joe"],
      David: ["Dave"],
      Timothy: ["Tim"],
      Kenneth: ["Ken"],
      Jeffrey: ["Jeff"],
      Stephen: ["Steve"],
      Abigail: ["Abby"],
      Lawrence: ["Larry"],
      Philip: ["Phil"],
      Theresa: ["Terry", "Tess"],
      Samantha: ["Sam"],
      Kimberly: ["Kim"],
    },
  },
  {
    name: "german",
    given: split(
      "Peter Thomas Andreas Michael Stefan Maria Ursula Anna Monika Petra Klaus Jürgen Günter Hans Wolfgang Elisabeth Sabine Renate Helga Karin Christian Uwe Frank Bernd Jörg Matthias Ingrid Erika Andrea Gisela Claudia Susanne Martin Alexander Werner Manfred Heinz Katharina Johanna Lukas Felix Sebastian Tobias Julia Christina Lena Friedrich Johannes Maximilian Benjamin Björn Käthe Sören",
    ),
    family: split(
      "Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schäfer Koch Bauer Richter Klein Wolf Schröder Neumann Schwarz Zimmermann Braun Krüger Hofmann Hartmann Lange Schmitt Werner Schmitz Krause Meier Lehmann Schmid Schulze Maier Köhler Herrmann König Walter Mayer Huber Kaiser Fuchs Peters Lang Scholz Möller Weiß Jung Hahn Schubert Vogel Friedrich Keller Günther Frank Berger Winkler Roth Beck Lorenz Baumann Franke Albrecht Schuster Simon Ludwig Böhm Winter Kraus Martin Schumacher Krämer Vogt Stein Jäger Otto Sommer Groß Seidel Heinrich Brandt Haas Schreiber Graf Schulte Dietrich Ziegler Kuhn Kühn Pohl Engel Horn Busch Bergmann Thomas Voigt Sauer Arnold Wolff Pfeiffer",
    ),
    stems: split(
      "Alten Bach Berg Birken Blumen Buch Dorn Eber Eichen Falken Feld Grün Hagen Hasel Hirsch Hohen Kirch Linden Mühl Neu Ober Rosen Sand Stein Stern Tannen Unter Wald Weiden Wolfs",
    ),
    endings: split("bach bauer baum berg berger brand eder egger feld haus heim hofer huber mann maier ner reuter rieder schmied stein thal wald"),
    also: {
      Johannes: ["Hans", "Hannes"],
      Katharina: ["Kathi", "Katja"],
      Elisabeth: ["Lisa", "Elli", "Sissi"],
      Friedrich: ["Fritz"],
      Maximilian: ["Max"],
      Alexander: ["Alex"],
      Wolfgang: ["Wolf"],
      Sebastian: ["Basti"],
      Matthias: ["Matze"],
      Christina: ["Tina", "Christa"],
      Jürgen: ["Juergen"],
      Günter: ["Guenter", "Gunter"],
      Jörg: ["Joerg"],
      Björn: ["Bjoern", "Bjorn"],
      Michael: ["Micha"],
      Benjamin: ["Ben"],
      Susanne: ["Susi"],
      Ursula: ["Uschi"],
      Johanna: ["Hanna"],
      Sören: ["Soeren"],
    },
  },
  {
    name: "spanish",
    given: split(
      "María José Antonio Carmen Manuel Francisco Juan Ana David Isabel Javier Dolores Daniel Pilar Carlos Teresa Jesús Rosa Alejandro Cristina Miguel Ángeles Rafael Antonia Pedro Lucía Pablo Marta Ángel Elena Sergio Francisca Fernando Laura Jorge Concepción Luis Mercedes Alberto Rosario Álvaro Raquel Adrián Sara Diego Paula Enrique Beatriz Iván Guadalupe Ignacio Nuria",
    ),
    family: split(
      "García Rodríguez González Fernández López Martínez Sánchez Pérez Gómez Martín Jiménez Hernández Ruiz Díaz Moreno Muñoz Álvarez Romero Gutiérrez Alonso Navarro Torres Domínguez Ramos Vázquez Ramírez Gil Serrano Molina Morales Suárez Ortega Delgado Castro Ortiz Marín Rubio Núñez Medina Sanz Castillo Iglesias Cortés Garrido Santos Guerrero Lozano Cano Cruz Méndez Flores Prieto Herrera Peña León Márquez Cabrera Gallego Calvo Vidal Campos Vega Reyes Fuentes Carrasco",
    ),
    stems: split("Agui Al Bar Ben Cal Cas Del Esc Fig Gal Hid Izq Lar Mon Nav Oli Pal Quin Riv Sal Tor Urr Val Zam"),
    endings: split("aba ada ales ano arez ar edo ega eira ena era ero eta illa ino ito obar ona osa uela ura"),
    also: {
      Francisco: ["Paco", "Fran", "Curro"],
      José: ["Pepe", "Jose"],
      Dolores: ["Lola"],
      Concepción: ["Concha"],
      Ignacio: ["Nacho"],
      Jesús: ["Chus"],
      Guadalupe: ["Lupe"],
      Alejandro: ["Álex"],
      Enrique: ["Quique"],
      Mercedes: ["Merche"],
      Manuel: ["Manolo"],
      Isabel: ["Isa"],
      Rosario: ["Charo"],
      Rafael: ["Rafa"],
      Javier: ["Javi"],
    },
  },
  {
    name: "slavic",
    given: split(
      "Александр Сергей Дмитрий Андрей Алексей Максим Иван Михаил Николай Владимир Евгений Екатерина Анастасия Мария Ольга Татьяна Наталья Елена Юлия Ирина Светлана Анна Павел Юрий Виктор Людмила",
    ),
    family: split(
      "Иванов Смирнов Кузнецов Попов Васильев Петров Соколов Михайлов Новиков Федоров Морозов Волков Алексеев Лебедев Семенов Егоров Павлов Козлов Степанов Николаев Орлов Андреев Макаров Никитин Захаров Зайцев Соловьев Борисов Яковлев Григорьев Романов Воробьев Жуков Чернов Щербаков Шевченко Коваленко Бондаренко",
    ),
    stems: split("Бел Вет Гол Дуб Ер Жил Зим Кар Лис Мел Нар Ос Пол Руб Сав Тим Ус Фил Хар Цвет Чер Шум"),
    endings: split("анов енко ецкий ин иков овский онов унов ычев ягин"),
    also: {
      Александр: ["Alexander", "Aleksandr", "Саша", "Sasha"],
      Сергей: ["Sergey", "Sergei", "Sergej"],
      Дмитрий: ["Dmitry", "Dmitri", "Dima"],
      Андрей: ["Andrey", "Andrei"],
      Алексей: ["Alexey", "Aleksei", "Alex"],
      Максим: ["Maxim", "Maksim", "Max"],
      Иван: ["Ivan", "Vanya"],
      Михаил: ["Mikhail", "Misha"],
      Николай: ["Nikolay", "Nikolai", "Kolya"],
      Владимир: ["Vladimir", "Vova"],
      Евгений: ["Evgeny", "Yevgeny", "Eugene"],
      Екатерина: ["Ekaterina", "Katya"],
      Анастасия: ["Anastasia", "Anastasiya", "Nastya"],
      Мария: ["Maria", "Mariya", "Masha"],
      Ольга: ["Olga"],
      Татьяна: ["Tatiana", "Tatyana", "Tanya"],
      Наталья: ["Natalia", "Natalya", "Natasha"],
      Елена: ["Elena", "Yelena", "Lena"],
      Юлия: ["Yulia", "Julia"],
      Ирина: ["Irina", "Ira"],
      Светлана: ["Svetlana", "Sveta"],
      Анна: ["Anna", "Anya"],
      Павел: ["Pavel", "Pasha"],
      Юрий: ["Yuri", "Yury"],
      Виктор: ["Viktor", "Victor"],
      Людмила: ["Lyudmila", "Ludmila"],
    },
  },
  {
    name: "nordic-polish",
    given: split(
      "Lars Anders Erik Karin Ingrid Bjørn Søren Jens Mette Åsa Łukasz Paweł Małgorzata Krzysztof Agnieszka Piotr Tomasz Katarzyna Andrzej Marek Jørgen Håkan Øystein Astrid Magnus Sven",
    ),
    family: split(
      "Andersson Johansson Karlsson Nilsson Eriksson Larsson Olsson Persson Hansen Johansen Olsen Jensen Nielsen Sørensen Kowalski Nowak Wiśniewski Wójcik Kowalczyk Kamiński Lewandowski Zieliński Szymański Woźniak Dąbrowski Kozłowski Jankowski Mazur Krawczyk Łukaszewski Åkesson Ødegård",
    ),
    stems: split("Berg Bystr Dal Ek Gran Holm Jabłoń Kwiat Lind Łęk Nyb Ostr Sand Skog Strand Wal Wierzb Zaw"),
    endings: split("en gren lund mark qvist ski ska skog ström sund vall wicz"),
    also: {
      Katarzyna: ["Kasia"],
      Małgorzata: ["Gosia"],
      Krzysztof: ["Krzysiek", "Kris"],
      Agnieszka: ["Aga"],
      Tomasz: ["Tomek"],
      Piotr: ["Piotrek"],
      Łukasz: ["Lukasz"],
      Paweł: ["Pawel"],
      Bjørn: ["Bjorn"],
      Søren: ["Soren", "Soeren"],
      Jørgen: ["Jorgen"],
    },
  },
  {
    name: "south-asian-arab",
    given: split(
      "Mohammed Ahmed Fatima Aisha Omar Ali Hassan Yusuf Priya Anjali Rahul Amit Rajesh Sanjay Sunita Deepak Lakshmi Arjun Ravi Vikram Nadia Layla Ibrahim Khalid Mustafa Suresh Pooja Neha",
    ),
    family: split(
      "Khan Ahmed Singh Kumar Sharma Patel Gupta Reddy Nair Iyer Hussain Al-Masri Haddad Nasser Mansour Chaudhry Das Mehta Joshi Rao Verma Mishra Al-Farsi El-Sayed Abdallah Malik Sheikh Pillai Menon Bose",
    ),
    stems: split("Bhat Chak Dev Gan Har Jay Kal Mad Nar Pad Raj Sub Tri Ven Al-Kha Al-Sha Ben-Ha Abu-Za"),
    endings: split("ani awi bi dran harya kar lal moorthy nath pur ran shan tery wal"),
    also: {
      Mohammed: ["Mohamed", "Muhammad", "Mohammad"],
      Ahmed: ["Ahmad"],
      Yusuf: ["Yousef", "Youssef"],
      Fatima: ["Fatma"],
      Aisha: ["Ayesha"],
      Hassan: ["Hasan"],
      Layla: ["Leila"],
      Khalid: ["Khaled"],
    },
  },
  {
    name: "east-asian",
    given: split(
      "Wei Fang Min Jing Li Na Xiuying Lei Yang Jun Hiroshi Takashi Yuki Sakura Kenji Haruto Aoi Minh Linh Anh Tuan Huong Ji-woo Min-jun Seo-yeon Hyun",
    ),
    family: split(
      "Wang Li Zhang Liu Chen Yang Huang Zhao Wu Zhou Xu Sun Ma Zhu Hu Sato Suzuki Takahashi Tanaka Watanabe Ito Yamamoto Nakamura Kobayashi Nguyen Tran Le Pham Kim Park Choi Jung",
    ),
    stems: split("Aki Fuji Hata Ishi Kawa Kuro Matsu Mori Naga Oka Saka Shima Taka Toku Ueda Yama"),
    endings: split("be da gawa guchi hara ka moto mura no shita ta to ya zaki"),
    also: {},
  },
];

export interface Name {
  readonly culture: Culture;
  readonly given: string;
  readonly family: string;
}

/** A family name: one in three of the rarer, made ones. */
export function familyName(random: Random, culture: Culture): string {
  return random.chance(0.35) ? random.pick(culture.stems) + random.pick(culture.endings) : random.pickZipf(culture.family);
}

/** A person's name; six in ten are of the first culture. */
export function personName(random: Random, share = 0.55): Name {
  const culture = random.chance(share) ? (CULTURES[0] as Culture) : random.pick(CULTURES);
  return { culture, given: random.pickZipf(culture.given), family: familyName(random, culture) };
}
