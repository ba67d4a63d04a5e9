/* What was answered, kept by the browser between two visits. A page opened from a folder is not always allowed to. */
class Draft {
  constructor({ model, project, respondent, quick, only }) {
    const about = [model.id, project ? project.id || project.name : "", respondent || "", quick ? "quick" : "", ...only.map((text) => Object.values(text)[0])];
    this.key = `engage:${JSON.stringify(about)}`;
    this.works = this.allowed();
  }

  allowed() {
    try {
      const probe = `${this.key}:probe`;
      window.localStorage.setItem(probe, "1");
      window.localStorage.removeItem(probe);
      return true;
    } catch {
      return false;
    }
  }

  /* The last one written, null where there is none. */
  read() {
    if (!this.works) return null;
    try {
      const found = JSON.parse(window.localStorage.getItem(this.key));
      return found && found.file && typeof found.file.date === "string" ? found : null;
    } catch {
      return null;
    }
  }

  write(content) {
    if (!this.works) return;
    try {
      window.localStorage.setItem(this.key, JSON.stringify(content));
    } catch {
      this.works = false; // full, or forbidden meanwhile: the page says so
    }
  }

  erase() {
    if (this.works) window.localStorage.removeItem(this.key);
  }
}
