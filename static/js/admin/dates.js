// The calendars of Wagtail's admin: closed once their field is left, by Tab too (it
// opens a moment after its field takes the focus, hence the wait); and what was typed
// is kept as it is, for the form to judge, where the calendar would put "now" instead.
const calendar = window.jQuery?.fn.datetimepicker;
if (calendar) calendar.defaults.validateOnBlur = false;
document.addEventListener("focusout", ({ target }) => {
  setTimeout(() => {
    const $ = window.jQuery;
    if (target === document.activeElement || !$) return;
    if ($(target).data("xdsoft_datetimepicker")) $(target).datetimepicker("hide");
  }, 150);
});
