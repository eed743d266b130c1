// Starts what Wagtail starts by inline script elements, which our policy refuses: a
// calendar or a chooser says in attributes what it is and with what it begins. It works
// wherever it appears, in a dialog brought later too.
//   data-starter-of-value     the name of a function or of a class of Wagtail
//   data-starter-with-value   its arguments, in JSON
const FUNCTIONS = new Set(["initDateChooser", "initDateTimeChooser", "initTimeChooser"]);
const CLASSES = /^[A-Za-z]*Chooser$/;

window.wagtail.app.register(
  "starter",
  class extends window.StimulusModule.Controller {
    static values = { of: String, with: Array };

    connect() {
      const name = this.ofValue;
      const started = window[name];
      if (FUNCTIONS.has(name)) started(...this.withValue);
      else if (CLASSES.test(name)) new started(...this.withValue);
      this.element.remove(); // moved about the page, it starts nothing twice
    }
  },
);
