/** The event's name and the address that brings a phone to its captions. */

/** Returns `{name, joinUrl}`; before the server can tell, the name is empty and the address this page's. */
export async function fetchEvent(room) {
  try {
    const reply = await fetch(`event.json?${new URLSearchParams(room ? { room } : {})}`);
    if (!reply.ok) throw new Error(reply.statusText);
    const { name, join_url: joinUrl } = await reply.json();
    return { name, joinUrl };
  } catch {
    return { name: "", joinUrl: location.origin };
  }
}
