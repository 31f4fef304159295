/**
 * What a screen knows of a room: the lines by id and language, the state, the languages.
 * Pure: messages of protocol version 1 in, changes out.
 */

const KEPT_IDS = 10_000; // When more lines have come, the oldest are forgotten.

export class Captions {
  session = null;
  languages = [];
  state = "live";
  message = "";
  /** The name of a known message of a pause, or "". */
  notice = "";
  /** Ids of the known lines, ascending. */
  ids = [];
  #lines = new Map(); // id → Map of language → line
  #seen = new Map(); // language → the last seq up to which nothing of it was missed
  #firstSeq = Infinity;

  /**
   * Takes one message in; `langs` are the languages that the connection it came from had asked for.
   * Returns `{cleared, ids, state, languages}`: whether everything before is void, the ids of lines that
   * changed or vanished, and whether the state or the languages on offer changed.
   */
  apply(message, langs) {
    const handler = {
      hello: this.#hello,
      line: this.#line,
      retract: this.#retract,
      state: this.#state,
      languages: this.#offer,
    };
    return { cleared: false, ids: [], state: false, ...handler[message.type]?.call(this, message, langs) };
  }

  /** From `seq` on every line is wanted, also when there was none yet. */
  join(seq) {
    this.#firstSeq = Math.min(this.#firstSeq, seq + 1);
  }

  /** Returns the line with this id in this language, or undefined. */
  line(id, lang) {
    return this.#lines.get(id)?.get(lang);
  }

  /** Returns `{lang, dir}` of a line's words: a translation that failed is in its source's language. */
  writing({ lang, untranslated }) {
    const code = untranslated || lang;
    return { lang: code, dir: this.languages.find((language) => language.code === code)?.dir ?? "auto" };
  }

  /** Returns the `after` that brings every line missed in `langs`, or null for the recent lines. */
  after(langs) {
    if (this.#firstSeq === Infinity || !langs.length) return null;
    // A language not read before gets the same stretch of the talk that the reader has of the others.
    return Math.max(0, Math.min(...langs.map((lang) => this.#seen.get(lang) ?? this.#firstSeq - 1)));
  }

  #hello(message) {
    const cleared = this.session !== null && this.session !== message.session;
    if (cleared) this.#forgetAll();
    this.session = message.session;
    this.languages = message.languages;
    // `hello` names the state only; its message came before or follows.
    const { message: words, notice } = message.state === this.state ? this : { message: "", notice: "" };
    return {
      cleared,
      ids: cleared ? [] : this.#reopenUnfinished(),
      ...this.#state({ state: message.state, message: words, notice }),
    };
  }

  #line(line, langs) {
    this.#firstSeq = Math.min(this.#firstSeq, line.seq);
    const versions = this.#lines.get(line.id) ?? this.#insert(line.id);
    const known = versions.get(line.lang);
    if (line.final) this.#see(line.seq, langs);
    if (known && known.rev >= line.rev) return {};
    versions.set(line.lang, line);
    return { ids: [line.id] };
  }

  #retract(message, langs) {
    this.#see(message.seq, langs);
    const gone = message.ids.filter((id) => this.#lines.delete(id));
    this.ids = this.ids.filter((id) => this.#lines.has(id));
    return { ids: gone };
  }

  #state({ state, message, notice = "" }) {
    const changed = this.state !== state || this.message !== message || this.notice !== notice;
    Object.assign(this, { state, message, notice });
    return { state: changed };
  }

  #offer({ languages }) {
    this.languages = languages;
    return { languages: true };
  }

  // Only what a restarted server still knows counts as seen: interim revisions are in no log.
  #see(seq, langs) {
    for (const lang of langs) this.#seen.set(lang, Math.max(seq, this.#seen.get(lang) ?? 0));
  }

  #insert(id) {
    let at = this.ids.length;
    while (at > 0 && this.ids[at - 1] > id) at -= 1;
    this.ids.splice(at, 0, id);
    this.#lines.set(id, new Map());
    if (this.ids.length > KEPT_IDS) this.#lines.delete(this.ids.shift());
    return this.#lines.get(id) ?? new Map();
  }

  // After a restart the server may number the revisions of an unfinished line anew, so any may follow.
  #reopenUnfinished() {
    const changed = [];
    for (const [id, versions] of this.#lines) {
      for (const [lang, line] of versions) {
        if (line.final) continue;
        versions.set(lang, { ...line, rev: -1, interim: "" });
        changed.push(id);
      }
    }
    return changed;
  }

  #forgetAll() {
    this.ids = [];
    this.#lines.clear();
    this.#seen.clear();
    this.#firstSeq = Infinity;
  }
}
