// Shows the sections that hold all the words asked for: those with them in the heading first.
const content = document.getElementById("content");
const field = document.getElementById("find");
const list = document.createElement("ol");
const told = document.createElement("p");
list.className = "found";
told.setAttribute("role", "status");
content.append(told, list);

function search() {
  const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
  const found = words.length ? SECTIONS.filter(([heading, page, , text]) => {
    const all = `${heading} ${page} ${text}`.toLowerCase();
    return words.every((word) => all.includes(word));
  }) : [];
  const weight = ([heading, page]) =>
    words.filter((word) => heading.toLowerCase().includes(word)).length * 2 +
    words.filter((word) => page.toLowerCase().includes(word)).length;
  found.sort((one, other) => weight(other) - weight(one));
  told.textContent = words.length ? `${found.length} found` : "";
  list.replaceChildren(...found.slice(0, 50).map(([heading, page, address, text]) => {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = address;
    link.textContent = heading === page ? heading : `${page}: ${heading}`;
    const words = document.createElement("p");
    words.textContent = text;
    item.append(link, words);
    return item;
  }));
}

field.value = new URLSearchParams(location.search).get("q") || "";
field.addEventListener("input", search);
search();
