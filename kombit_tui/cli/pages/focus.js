// The keys belong to the dashboard as soon as it is connected, and whenever one comes back to it.
function focusDashboard() {
  if (document.body.matches(".-loaded:not(.-closed)")) {
    document.querySelector(".xterm-helper-textarea")?.focus();
  }
}
window.addEventListener("load", () => {
  new MutationObserver(focusDashboard).observe(document.body, { attributeFilter: ["class"] });
});
window.addEventListener("focus", focusDashboard);
