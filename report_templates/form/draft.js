/* What was answered, kept by the browser between two visits. A page opened from a folder is not always allowed to. */
class Draft {
  constructor({ model, project, respondent, quick, only, preview }) {
    const part = only.map((text) => Object.values(text)[0]);
    const about = [model.id, project ? project.id || project.name : "", respondent || "", quick ? "quick" : "", ...part, ...(preview ? ["preview"] : [])];
    this.key = `engage:${JSON.stringify(about)}`;
    this.works = true;
    this.attempt((storage) => storage.setItem(`${this.key}:probe`, "1"));
    this.attempt((storage) => storage.removeItem(`${this.key}:probe`));
  }

  /* Nothing more is tried once it is forbidden or there is no room: the page says so. */
  attempt(action) {
    try {
      return this.works ? action(window.localStorage) : null;
    } catch {
      this.works = false;
      return null;
    }
  }

  /* The last one written, null where there is none. */
  read() {
    const found = this.attempt((storage) => JSON.parse(storage.getItem(this.key)));
    return found?.file && typeof found.file.date === "string" ? found : null;
  }

  write(content) {
    this.attempt((storage) => storage.setItem(this.key, JSON.stringify(content)));
  }

  erase() {
    this.attempt((storage) => storage.removeItem(this.key));
  }
}
