import type { Random } from "../random.js";
import { hangul } from "./scripts.js";

/** A part of a name: as it is mostly written in Latin letters, otherwise written so, and in its own script. */
export interface Part {
  readonly latin: string;
  readonly also: readonly string[];
  readonly native: string;
}

const part = (line: string): Part => {
  const [native = "", latin = "", ...also] = line.split(" ").map((word) => word.replaceAll("_", " "));
  return { latin, also, native };
};
const parts = (text: string): readonly Part[] =>
  text
    .trim()
    .split(/\s*\|\s*/)
    .map(part);

const CHINESE_FAMILY =
  parts(`王 Wang|李 Li|张 Zhang|刘 Liu|陈 Chen Chan|杨 Yang|黄 Huang|赵 Zhao|吴 Wu|周 Zhou|徐 Xu|孙 Sun|马 Ma|朱 Zhu|胡 Hu|郭 Guo|
何 He|高 Gao|林 Lin|罗 Luo|郑 Zheng|梁 Liang|谢 Xie|宋 Song|唐 Tang|许 Xu|韩 Han|冯 Feng|邓 Deng|曹 Cao|彭 Peng|曾 Zeng|肖 Xiao|田 Tian|董 Dong|袁 Yuan|
潘 Pan|于 Yu|蒋 Jiang|蔡 Cai|余 Yu|杜 Du|叶 Ye|程 Cheng|苏 Su|魏 Wei|吕 Lyu Lu Lü|丁 Ding|任 Ren|沈 Shen|姚 Yao|卢 Lu|欧阳 Ouyang`);
const CHINESE_SYLLABLES =
  parts(`伟 wei|芳 fang|娜 na|敏 min|静 jing|丽 li|强 qiang|磊 lei|军 jun|洋 yang|勇 yong|艳 yan|杰 jie|娟 juan|涛 tao|明 ming|超 chao|
秀 xiu|霞 xia|平 ping|刚 gang|桂 gui|英 ying|华 hua|文 wen|建 jian|志 zhi|小 xiao|晓 xiao|海 hai|红 hong|国 guo|玉 yu|春 chun|梅 mei|雪 xue|思 si|宇 yu|浩 hao|
子 zi|涵 han|轩 xuan|佳 jia|怡 yi|欣 xin|然 ran|晨 chen|博 bo|俊 jun|鹏 peng|飞 fei|婷 ting|慧 hui|琳 lin|雨 yu|天 tian|成 cheng`);
const WESTERN = {
  m: ["Kevin", "Jason", "Eric", "Leo", "Tony", "Jack", "Andy", "Frank"],
  f: ["Amy", "Grace", "Vivian", "Cindy", "Lily", "Tina", "Joyce", "Helen"],
};

const JAPANESE_FAMILY =
  parts(`佐藤 Sato Satou Satoh|鈴木 Suzuki|高橋 Takahashi|田中 Tanaka|伊藤 Ito Itou Itoh|渡辺 Watanabe|山本 Yamamoto|中村 Nakamura|小林 Kobayashi|
加藤 Kato Katou Katoh|吉田 Yoshida|山田 Yamada|佐々木 Sasaki|山口 Yamaguchi|松本 Matsumoto|井上 Inoue|木村 Kimura|林 Hayashi|斎藤 Saito Saitou Saitoh|清水 Shimizu|
山崎 Yamazaki Yamasaki|森 Mori|池田 Ikeda|橋本 Hashimoto|阿部 Abe|石川 Ishikawa|小川 Ogawa|大野 Ono Ohno|後藤 Goto Gotou|近藤 Kondo Kondou|遠藤 Endo Endou|藤田 Fujita|
岡田 Okada|長谷川 Hasegawa|村上 Murakami|太田 Ota Ohta|新井 Arai|三浦 Miura|中島 Nakajima Nakashima`);
const JAPANESE_GIVEN = {
  m: parts(`健 Ken|翔太 Shota Shouta|大輔 Daisuke|健太 Kenta|拓也 Takuya|直樹 Naoki|浩 Hiroshi|誠 Makoto|隆 Takashi|裕太 Yuta Yuuta|康平 Kohei Kouhei|雄一 Yuichi Yuuichi|
達也 Tatsuya|学 Manabu|修 Osamu|亮 Ryo Ryou|剛 Tsuyoshi|和也 Kazuya|洋平 Yohei Youhei|淳 Jun Atsushi`),
  f: parts(`陽子 Yoko Youko|恵 Megumi|由美 Yumi|真由美 Mayumi|久美子 Kumiko|智子 Tomoko|愛 Ai|美咲 Misaki|彩 Aya|直美 Naomi|裕子 Yuko Yuuko|麻衣 Mai|葵 Aoi|結衣 Yui|優子 Yuko Yuuko|
恵子 Keiko|京子 Kyoko Kyouko|美穂 Miho|香織 Kaori|千尋 Chihiro`),
};

const ARABIC_FAMILY =
  parts(`المصري Al-Masri El-Masry Almasri Al_Masri|الهاشمي Al-Hashimi Alhashemi Al_Hashemi|حداد Haddad|خوري Khoury Khouri|القحطاني Al-Qahtani Alqahtani|
الغامدي Al-Ghamdi Alghamdi|السيد El-Sayed Elsayed Al-Sayed|حسن Hassan Hasan|منصور Mansour Mansoor|عبد_العزيز Abdelaziz Abdulaziz Abdel_Aziz|فاروق Farouk Farouq Faruq|
صالح Saleh Salih|شاهين Shaheen Shahin|الزهراني Al-Zahrani Alzahrani|العتيبي Al-Otaibi Alotaibi|نجار Najjar El_Najjar|عزيز Aziz|حمدان Hamdan|درويش Darwish Darwich|
بن_سالم Ben_Salem Bensalem Bin_Salem|إبراهيم Ibrahim Ebrahim|خليل Khalil Khaleel|مراد Mourad Murad|عثمان Othman Osman Uthman|الشريف El-Sherif Alsharif Al_Sharif`);
const ARABIC_GIVEN = {
  m: parts(`محمد Mohammed Muhammad Mohamed Mohammad|أحمد Ahmed Ahmad|علي Ali|حسن Hassan Hasan|حسين Hussein Hussain Husain|عمر Omar Umar|خالد Khaled Khalid|عبد_الله Abdullah Abdallah|
عبد_الرحمن Abdulrahman Abdul_Rahman Abdelrahman|يوسف Youssef Yousef Yusuf|إبراهيم Ibrahim Ebrahim|محمود Mahmoud Mahmud|مصطفى Mustafa Mostafa Moustafa|طارق Tarek Tariq Tareq|
كريم Karim Kareem|سمير Samir Sameer|سعيد Saeed Said|فيصل Faisal Faysal|وليد Walid Waleed|نادر Nader Nadir`),
  f: parts(`فاطمة Fatima Fatma Fatimah|عائشة Aisha Aysha Ayesha|مريم Maryam Mariam|ليلى Layla Leila Laila|نورة Noura Nora|خديجة Khadija Khadijah|زينب Zainab Zeinab|هدى Huda Hoda|
أمينة Amina Aminah|سلمى Salma|رانيا Rania Raniya|ياسمين Yasmin Yasmine Yasmeen|سميرة Samira Sameera|منى Mona Muna`),
};

const KOREAN_FAMILY =
  parts(`김 Kim Gim|이 Lee Yi Rhee|박 Park Pak Bak|최 Choi Choe|정 Jung Jeong Chung|강 Kang Gang|조 Cho Jo|윤 Yoon Yun|장 Jang Chang|임 Lim Im|한 Han|오 Oh O|서 Seo Suh|
신 Shin Sin|권 Kwon Gwon|황 Hwang|안 Ahn An|송 Song|유 Yoo Yu|전 Jeon Chun|홍 Hong|고 Ko Go|문 Moon Mun|양 Yang|손 Son|배 Bae|백 Baek Paik|허 Heo Hur|남 Nam|심 Shim Sim|노 Noh Roh`);

/** A made-up name of four cultures whose spelling in Latin letters varies; `western` is what colleagues call them, if so. */
export interface EasternName {
  readonly given: Part;
  readonly family: Part;
  readonly western?: string;
}

const syllable = (text: string): string => text[0]?.toUpperCase() + text.slice(1);

/** Chinese: one or two syllables, written together, apart or with a hyphen. */
export function chineseName(random: Random, sex: "m" | "f"): EasternName {
  const [a, b] = [random.pickZipf(CHINESE_SYLLABLES), random.pickZipf(CHINESE_SYLLABLES)];
  const single = random.chance(0.25);
  const given = single
    ? { latin: syllable(a.latin), also: [], native: a.native }
    : {
        latin: syllable(a.latin + b.latin),
        also: [`${syllable(a.latin)} ${syllable(b.latin)}`, `${syllable(a.latin)}-${syllable(b.latin)}`],
        native: a.native + b.native,
      };
  return { given, family: random.pickZipf(CHINESE_FAMILY), ...(random.chance(0.3) ? { western: random.pick(WESTERN[sex]) } : {}) };
}

export function japaneseName(random: Random, sex: "m" | "f"): EasternName {
  return { given: random.pickZipf(JAPANESE_GIVEN[sex]), family: random.pickZipf(JAPANESE_FAMILY) };
}

export function arabicName(random: Random, sex: "m" | "f"): EasternName {
  return { given: random.pickZipf(ARABIC_GIVEN[sex]), family: random.pickZipf(ARABIC_FAMILY) };
}

/** Korean: the given name comes from the list handed in, in its own script. */
export function koreanName(random: Random, givenNames: readonly string[]): EasternName {
  const native = random.pickZipf(givenNames);
  const [official, habit] = [hangul(native, 0), hangul(native, 1)];
  const spell = (syllables: readonly string[], joint: string) => syllable(syllables.join(joint));
  const also = [...new Set([spell(official, ""), spell(official, "-"), spell(habit, "-"), official.map(syllable).join(" ")])];
  return {
    given: { latin: spell(habit, "-"), also, native },
    family: random.pickZipf(KOREAN_FAMILY),
    ...(random.chance(0.1) ? { western: random.pick(WESTERN.m) } : {}),
  };
}
