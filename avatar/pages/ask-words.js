/** The words of /ask in nine languages. */

export const LANGUAGES = {
  en: "English", "zh-Hant": "繁體中文", "zh-Hans": "简体中文", es: "Español", fr: "Français",
  de: "Deutsch", ja: "日本語", pt: "Português", ko: "한국어",
};

export const WORDS = {
  en: {
    title: "Ask about the event", language: "Language", ai: "AI", question: "Your question, in English or Chinese", send: "Ask",
    label: "A computer answers, only with what the event’s documents say. Open the source to check.",
    fromDocuments: "Quoted from the event’s documents", fromProgramme: "From the programme",
    noAnswer: "No answer found", source: "Source:", page: "page {n}", helpful: "Did this help?", yes: "Yes", no: "No",
    tooMany: "That was a lot of questions. Please wait a few seconds.", busy: "Many people are asking. Please try again in a moment.",
    offline: "No connection. Please try again.",
  },
  "zh-Hant": {
    title: "查詢活動資訊", language: "語言", ai: "AI", question: "輸入問題（中文或英文）", send: "發問",
    label: "由電腦回答，只引用活動文件的內容。可開啟出處核對。",
    fromDocuments: "引自活動文件", fromProgramme: "來自議程",
    noAnswer: "找不到答案", source: "出處：", page: "第 {n} 頁", helpful: "有幫助嗎？", yes: "有", no: "沒有",
    tooMany: "問題太多了，請稍等幾秒。", busy: "現在很多人發問，請稍後再試。", offline: "未能連線，請再試一次。",
  },
  "zh-Hans": {
    title: "查询活动信息", language: "语言", ai: "AI", question: "输入问题（中文或英文）", send: "提问",
    label: "由计算机回答，只引用活动文件的内容。可打开出处核对。",
    fromDocuments: "引自活动文件", fromProgramme: "来自议程",
    noAnswer: "找不到答案", source: "出处：", page: "第 {n} 页", helpful: "有帮助吗？", yes: "有", no: "没有",
    tooMany: "问题太多了，请稍等几秒。", busy: "现在很多人提问，请稍后再试。", offline: "未能连接，请再试一次。",
  },
  es: {
    title: "Pregunte sobre el evento", language: "Idioma", ai: "IA", question: "Su pregunta, en inglés o chino", send: "Preguntar",
    label: "Responde un ordenador, solo con lo que dicen los documentos del evento. Abra la fuente para comprobarlo.",
    fromDocuments: "Citado de los documentos del evento", fromProgramme: "Del programa",
    noAnswer: "No hay respuesta", source: "Fuente:", page: "página {n}", helpful: "¿Le ha servido?", yes: "Sí", no: "No",
    tooMany: "Demasiadas preguntas. Espere unos segundos.", busy: "Mucha gente pregunta. Inténtelo de nuevo en un momento.",
    offline: "Sin conexión. Inténtelo de nuevo.",
  },
  fr: {
    title: "Une question sur l’événement ?", language: "Langue", ai: "IA", question: "Votre question, en anglais ou en chinois", send: "Demander",
    label: "Un ordinateur répond, uniquement avec ce que disent les documents de l’événement. Ouvrez la source pour vérifier.",
    fromDocuments: "Cité des documents de l’événement", fromProgramme: "D’après le programme",
    noAnswer: "Pas de réponse trouvée", source: "Source :", page: "page {n}", helpful: "Est-ce utile ?", yes: "Oui", no: "Non",
    tooMany: "Trop de questions. Patientez quelques secondes.", busy: "Beaucoup de questions en cours. Réessayez dans un instant.",
    offline: "Pas de connexion. Réessayez.",
  },
  de: {
    title: "Fragen zur Veranstaltung", language: "Sprache", ai: "KI", question: "Ihre Frage, auf Englisch oder Chinesisch", send: "Fragen",
    label: "Ein Computer antwortet, nur mit dem, was in den Unterlagen der Veranstaltung steht. Öffnen Sie die Quelle zum Prüfen.",
    fromDocuments: "Zitat aus den Unterlagen", fromProgramme: "Aus dem Programm",
    noAnswer: "Keine Antwort gefunden", source: "Quelle:", page: "Seite {n}", helpful: "Hat das geholfen?", yes: "Ja", no: "Nein",
    tooMany: "Das waren viele Fragen. Bitte warten Sie einige Sekunden.", busy: "Gerade fragen viele. Bitte gleich noch einmal versuchen.",
    offline: "Keine Verbindung. Bitte noch einmal versuchen.",
  },
  ja: {
    title: "イベントについて質問する", language: "言語", ai: "AI", question: "質問（英語または中国語）", send: "質問する",
    label: "コンピューターが、イベント資料の内容だけを使って答えます。出典を開いて確認できます。",
    fromDocuments: "イベント資料からの引用", fromProgramme: "プログラムから",
    noAnswer: "回答が見つかりません", source: "出典：", page: "{n} ページ", helpful: "役に立ちましたか？", yes: "はい", no: "いいえ",
    tooMany: "質問が続きました。数秒お待ちください。", busy: "質問が集中しています。しばらくしてからお試しください。",
    offline: "接続できません。もう一度お試しください。",
  },
  pt: {
    title: "Pergunte sobre o evento", language: "Idioma", ai: "IA", question: "A sua pergunta, em inglês ou chinês", send: "Perguntar",
    label: "Um computador responde, apenas com o que dizem os documentos do evento. Abra a fonte para confirmar.",
    fromDocuments: "Citado dos documentos do evento", fromProgramme: "Do programa",
    noAnswer: "Nenhuma resposta encontrada", source: "Fonte:", page: "página {n}", helpful: "Foi útil?", yes: "Sim", no: "Não",
    tooMany: "Demasiadas perguntas. Aguarde alguns segundos.", busy: "Há muitas perguntas. Tente novamente daqui a pouco.",
    offline: "Sem ligação. Tente novamente.",
  },
  ko: {
    title: "행사에 대해 질문하기", language: "언어", ai: "AI", question: "질문(영어 또는 중국어)", send: "질문",
    label: "컴퓨터가 행사 자료에 있는 내용만으로 답합니다. 출처를 열어 확인할 수 있습니다.",
    fromDocuments: "행사 자료에서 인용", fromProgramme: "프로그램에서",
    noAnswer: "답을 찾지 못했습니다", source: "출처:", page: "{n}쪽", helpful: "도움이 되었나요?", yes: "예", no: "아니요",
    tooMany: "질문이 많습니다. 몇 초 기다려 주세요.", busy: "질문이 몰리고 있습니다. 잠시 후 다시 시도해 주세요.",
    offline: "연결되지 않았습니다. 다시 시도해 주세요.",
  },
};
