/** The console's questions: each is a `<dialog>` that answers with what its form says, or with nothing. */

const element = (id) => document.getElementById(id);

/** Asks; resolves to the form's values with the button's, or to null when the operator thinks better of it. */
export function ask(id) {
  const dialog = element(id);
  const form = dialog.querySelector("form");
  return new Promise((resolve) => {
    let answer = null;
    form.onsubmit = (event) => {
      event.preventDefault();
      answer = { ...Object.fromEntries(new FormData(form)), button: event.submitter?.value ?? "" };
      dialog.close();
    };
    dialog.onclose = () => resolve(answer);
    dialog.showModal();
    dialog.querySelector("[autofocus]")?.focus();
  });
}

/** Puts choices in a dialog, one radio button each. */
export function fillChoices(holder, name, choices, chosen) {
  holder.replaceChildren(
    ...choices.map(({ value, text }) => {
      const label = document.createElement("label");
      const input = Object.assign(document.createElement("input"), { type: "radio", name, value });
      input.checked = String(value) === String(chosen);
      label.append(input, Object.assign(document.createElement("span"), { textContent: text, dir: "auto" }));
      return label;
    }),
  );
}

/** Puts switches in a dialog, one checkbox each; `onSwitch` is told of every change. */
export function fillSwitches(holder, switches, onSwitch) {
  holder.replaceChildren(
    ...switches.map(({ value, text, on }) => {
      const label = document.createElement("label");
      const input = Object.assign(document.createElement("input"), { type: "checkbox", value, checked: on });
      input.addEventListener("change", () => onSwitch(value, input.checked));
      label.append(input, Object.assign(document.createElement("span"), { textContent: text }));
      return label;
    }),
  );
}

for (const button of document.querySelectorAll("dialog [name=cancel]")) {
  button.addEventListener("click", () => button.closest("dialog").close());
}
