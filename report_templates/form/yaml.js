/* YAML, as far as files of answers need it. `write` puts every text between double quotation marks, so that no reader
   takes it for anything else. `read` knows what engage itself writes and what people commonly type; whatever else it
   meets it refuses with the line, rather than guess: `engage collect` reads everything. */
const Yaml = (() => {
  "use strict";

  const BARE_KEY = /^[a-z][a-z0-9_-]*(\.[a-z0-9-]+)*$/;
  const RESERVED = /^(y|n|yes|no|on|off|true|false|null|nan)$/;
  const UNSEEN = /[\x7f-\x9f\u2028\u2029\ufeff\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
  const DEEPEST = 60;

  class Refused extends Error {
    constructor(line) {
      super(`line ${line}`);
      this.line = line;
    }
  }

  /* ── writing ── */

  function write(value) {
    return `${block(value, 0).join("\n")}\n`;
  }

  function block(mapping, indent) {
    const pad = " ".repeat(indent);
    return Object.keys(mapping).flatMap((key) => {
      const head = `${pad}${bareOrQuoted(key)}:`;
      const value = mapping[key];
      if (isMapping(value) && Object.keys(value).length) return [head, ...block(value, indent + 2)];
      if (Array.isArray(value) && value.some(isMapping)) return [head, ...items(value, indent + 2)];
      return [`${head} ${inline(value)}`];
    });
  }

  function items(list, indent) {
    const pad = " ".repeat(indent);
    return list.flatMap((item) => {
      if (!isMapping(item) || !Object.keys(item).length) return [`${pad}- ${inline(item)}`];
      const [first, ...rest] = block(item, indent + 2);
      return [`${pad}- ${first.trimStart()}`, ...rest];
    });
  }

  function inline(value) {
    if (value === null) return "null";
    if (typeof value === "string") return quoted(value);
    if (Array.isArray(value)) return `[${value.map(inline).join(", ")}]`;
    if (isMapping(value)) return `{${Object.keys(value).map((k) => `${quoted(k)}: ${inline(value[k])}`).join(", ")}}`;
    return String(value);
  }

  const bareOrQuoted = (key) => (BARE_KEY.test(key) && !RESERVED.test(key) ? key : quoted(key));

  function quoted(text) {
    return JSON.stringify(text).replace(UNSEEN, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);
  }

  const isMapping = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

  /* ── reading ── */

  function read(text) {
    const lines = text.replace(/^\ufeff/, "").split(/\r\n|\r|\n/);
    const reader = new Reader(lines);
    return reader.document();
  }

  class Reader {
    constructor(lines) {
      this.lines = lines;
      this.row = 0;
      this.column = 0;
      this.depth = 0;
    }

    document() {
      this.skipBlank();
      if (/^---\s*(#.*)?$/.test(this.line)) this.nextLine();
      this.skipBlank();
      if (this.done) return null;
      const value = this.node(-1);
      this.skipBlank();
      if (!this.done) this.refuse();
      return value;
    }

    /* Block values: the line at hand begins one, below something at column `above`. */

    node(above) {
      if (++this.depth > DEEPEST) this.refuse();
      const indent = this.indent;
      const value = this.startsItem() ? this.list(indent) : this.keyAhead() ? this.mapping(indent) : this.lone(above);
      this.depth -= 1;
      return value;
    }

    lone(above) {
      this.column = this.indent;
      const value = this.value(above);
      this.endLine();
      return value;
    }

    mapping(indent) {
      const found = Object.create(null);
      for (this.skipBlank(); !this.done && this.indent === indent && !this.startsItem(); this.skipBlank()) {
        this.column = indent;
        const key = this.key();
        if (key in found) this.refuse();
        found[key] = this.below(indent);
      }
      if (!this.done && this.indent > indent) this.refuse();
      return found;
    }

    list(indent) {
      const found = [];
      for (this.skipBlank(); !this.done && this.indent === indent && this.startsItem(); this.skipBlank()) {
        const rest = this.line.slice(indent + 1);
        if (!rest.trim() || /^\s+#/.test(rest)) {
          found.push(this.deeper(indent));
        } else {
          this.lines[this.row] = `${" ".repeat(indent + 1)}${rest}`;
          found.push(this.node(indent));
        }
      }
      if (!this.done && this.indent > indent) this.refuse();
      return found;
    }

    /* What follows the colon of a key at `indent`: on its line, or on the lines below. */
    below(indent) {
      this.spaces();
      if (this.atEnd) return this.deeper(indent);
      const value = this.value(indent);
      this.endLine();
      return value;
    }

    deeper(indent) {
      this.nextLine();
      this.skipBlank();
      if (this.done) return null;
      const listBelowKey = this.indent === indent && this.startsItem() && !this.inList(indent);
      return this.indent > indent || listBelowKey ? this.node(indent) : null;
    }

    /* Whether the dash at hand continues the list that the line before belongs to. */
    inList(indent) {
      const before = this.lines.slice(0, this.row).reverse().find((line) => line.trim() && !/^\s*#/.test(line));
      return before !== undefined && before.slice(indent).startsWith("-");
    }

    value(indent) {
      const first = this.char;
      if (first === "{" || first === "[") return this.flow();
      if (first === '"' || first === "'") return this.quotedText();
      if (first === "|") return this.literal(indent);
      if (/[>&*!%@`?]/.test(first)) this.refuse();
      return this.plainText(indent);
    }

    key() {
      const quote = this.char === '"' || this.char === "'";
      const key = quote ? this.quotedText() : /^[^:#[\]{},&*!|>'"%@`][^:]*(?=:(\s|$))/.exec(this.rest)?.[0];
      if (key === undefined) this.refuse();
      if (!quote) this.column += key.length;
      this.spaces();
      if (this.char !== ":") this.refuse();
      this.column += 1;
      return quote ? key : key.trim();
    }

    /* Texts */

    plainText(indent) {
      const until = (line) => line.replace(/\s+#.*$/, "").trim();
      const parts = [until(this.rest)];
      if (/:(\s|$)/.test(parts[0])) this.refuse();
      this.column = this.line.length;
      while (this.row + 1 < this.lines.length) {
        const following = this.lines[this.row + 1];
        const deep = following.length - following.trimStart().length > indent;
        if (!following.trim() || !deep || /^\s*#/.test(following)) break;
        if (/:(\s|$)/.test(until(following))) this.refuse();
        parts.push(until(following));
        this.row += 1;
        this.column = this.lines[this.row].length;
      }
      return parts.length > 1 ? parts.join(" ") : scalar(parts[0]);
    }

    literal(indent) {
      const header = /^\|([-+]?)\s*(#.*)?$/.exec(this.rest);
      if (!header) this.refuse();
      const held = [];
      let margin = 0;
      while (this.row + 1 < this.lines.length) {
        const following = this.lines[this.row + 1];
        const depth = following.length - following.trimStart().length;
        if (following.trim() && depth <= Math.max(indent, 0)) break;
        if (following.trim() && !margin) margin = depth;
        held.push(following.slice(margin || following.length));
        this.row += 1;
      }
      this.column = this.line.length;
      while (held.length && !held[held.length - 1]) held.pop();
      return held.join("\n") + (header[1] === "-" ? "" : "\n");
    }

    quotedText() {
      const quote = this.char;
      const parts = [];
      this.column += 1;
      for (;;) {
        if (!this.rest.trim()) {
          this.fold(parts);
        } else if (this.char === quote && quote === "'" && this.line[this.column + 1] === "'") {
          parts.push("'");
          this.column += 2;
        } else if (this.char === quote) {
          this.column += 1;
          return parts.join("");
        } else if (this.char === "\\" && quote === '"') {
          parts.push(this.escape());
        } else {
          parts.push(this.char);
          this.column += 1;
        }
      }
    }

    /* A line break within quotation marks is a space; each empty line that follows it, a break. */
    fold(parts) {
      while (parts.length && /^[ \t]$/.test(parts[parts.length - 1])) parts.pop();
      let breaks = 0;
      do {
        this.nextLine();
        if (this.done) this.refuse();
        breaks += 1;
      } while (!this.line.trim());
      parts.push(breaks === 1 ? " " : "\n".repeat(breaks - 1));
      this.spaces();
    }

    escape() {
      const rest = this.rest;
      const coded = /^\\(x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8})/.exec(rest);
      if (coded) {
        this.column += coded[0].length;
        const code = parseInt(coded[1].slice(1), 16);
        if (code > 0x10ffff) this.refuse();
        return coded[1][0] === "u" ? String.fromCharCode(code) : String.fromCodePoint(code);
      }
      const simple = { n: "\n", t: "\t", '"': '"', "\\": "\\", "/": "/", " ": " ", _: "\u00a0", r: "\r", b: "\b", f: "\f" };
      const meant = rest.length > 1 ? Rules.own(simple, rest[1]) : undefined;
      if (meant === undefined) this.refuse();
      this.column += 2;
      return meant;
    }

    /* Values between brackets, over as many lines as they take. */

    flow() {
      if (++this.depth > DEEPEST) this.refuse();
      const isMap = this.char === "{";
      const found = isMap ? Object.create(null) : [];
      this.column += 1;
      for (;;) {
        this.flowSpace();
        if (this.char === (isMap ? "}" : "]")) break;
        if (isMap) this.flowEntry(found);
        else found.push(this.flowValue());
        this.flowSpace();
        if (this.char === ",") this.column += 1;
        else if (this.char !== (isMap ? "}" : "]")) this.refuse();
      }
      this.column += 1;
      this.depth -= 1;
      return found;
    }

    flowEntry(found) {
      const quote = this.char === '"' || this.char === "'";
      const key = quote ? this.quotedText() : this.flowPlain();
      this.flowSpace();
      if (this.char !== ":" || key in found) this.refuse();
      this.column += 1;
      this.flowSpace();
      found[key] = this.char === "," || this.char === "}" ? null : this.flowValue();
    }

    flowValue() {
      if (this.char === "{" || this.char === "[") return this.flow();
      if (this.char === '"' || this.char === "'") return this.quotedText();
      return scalar(this.flowPlain());
    }

    flowPlain() {
      const found = /^[^\s,[\]{}:#&*!|>'"%@`](?:[^,[\]{}:#]|:(?=\S)(?![,[\]{}])|#)*/.exec(this.rest);
      if (!found || /\s#/.test(found[0])) this.refuse();
      this.column += found[0].length;
      return found[0].trim();
    }

    flowSpace() {
      this.spaces();
      while (this.atEnd) {
        this.nextLine();
        if (this.done) this.refuse();
        this.spaces();
      }
    }

    /* The line at hand */

    get line() {
      return this.lines[this.row] ?? "";
    }

    get rest() {
      return this.line.slice(this.column);
    }

    get char() {
      return this.line[this.column] ?? "";
    }

    get done() {
      return this.row >= this.lines.length;
    }

    get atEnd() {
      return !this.rest.trim() || (/^#/.test(this.rest) && /(^|\s)$/.test(this.line.slice(0, this.column)));
    }

    get indent() {
      const depth = this.line.length - this.line.trimStart().length;
      if (/^ *\t/.test(this.line)) this.refuse();
      return depth;
    }

    startsItem() {
      return /^\s*-(\s|$)/.test(this.line);
    }

    keyAhead() {
      return /^\s*("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s:#[\]{},&*!|>'"%@`][^:]*?)\s*:(\s|$)/.test(this.line);
    }

    spaces() {
      while (this.char === " " || this.char === "\t") this.column += 1;
    }

    skipBlank() {
      while (!this.done && (!this.line.trim() || /^\s*#/.test(this.line))) this.nextLine();
    }

    endLine() {
      this.spaces();
      if (!this.atEnd) this.refuse();
      this.nextLine();
    }

    nextLine() {
      this.row += 1;
      this.column = 0;
    }

    refuse() {
      throw new Refused(Math.min(this.row + 1, this.lines.length));
    }
  }

  function scalar(text) {
    if (text === "true") return true;
    if (text === "false") return false;
    if (text === "" || text === "null" || text === "~") return null;
    return /^-?(0|[1-9]\d*)(\.\d+)?$/.test(text) ? Number(text) : text;
  }

  return { write, read, Refused };
})();
