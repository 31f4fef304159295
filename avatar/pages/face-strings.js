/** The avatar page's own words in nine languages. Pure. */

const WORDS = {
  en: { ai: "AI", label: "Computer-generated presenter", start: "Start sound", about: "About this avatar", title: "Avatar", author: "By", licence: "Licence", address: "Terms" },
  "zh-Hant": { ai: "AI", label: "電腦生成的主持人", start: "開啟聲音", about: "關於此虛擬人", title: "虛擬人", author: "作者", licence: "授權", address: "條款" },
  "zh-Hans": { ai: "AI", label: "计算机生成的主持人", start: "开启声音", about: "关于此虚拟人", title: "虚拟人", author: "作者", licence: "许可", address: "条款" },
  es: { ai: "IA", label: "Presentadora generada por ordenador", start: "Activar el sonido", about: "Acerca de este avatar", title: "Avatar", author: "De", licence: "Licencia", address: "Condiciones" },
  fr: { ai: "IA", label: "Présentatrice générée par ordinateur", start: "Activer le son", about: "À propos de cet avatar", title: "Avatar", author: "Par", licence: "Licence", address: "Conditions" },
  de: { ai: "KI", label: "Computergenerierte Moderatorin", start: "Ton einschalten", about: "Über diesen Avatar", title: "Avatar", author: "Von", licence: "Lizenz", address: "Bedingungen" },
  ja: { ai: "AI", label: "コンピューター生成の司会者", start: "音声を開始", about: "このアバターについて", title: "アバター", author: "作者", licence: "ライセンス", address: "利用条件" },
  pt: { ai: "IA", label: "Apresentadora gerada por computador", start: "Ativar o som", about: "Sobre este avatar", title: "Avatar", author: "De", licence: "Licença", address: "Condições" },
  ko: { ai: "AI", label: "컴퓨터로 생성된 진행자", start: "소리 켜기", about: "이 아바타에 대하여", title: "아바타", author: "제작", licence: "라이선스", address: "이용 조건" },
};

export const FACE_LANGUAGES = Object.keys(WORDS);

/** Returns the page's words in a language; English for one that it does not speak. */
export function faceWords(language) {
  return WORDS[language] ?? WORDS.en;
}
