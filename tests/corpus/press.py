"""Articles of our own for the tests of this room; every outlet and event is invented."""

from dateline.record import Article

AGENCY = (
    "PORT AZUL, Norland (NPA) — Norland reopened the Harbor Bridge on Monday, two weeks after a barge struck its "
    "eastern pier, the transport ministry said. The first lorries crossed at dawn, and by noon about 300 vehicles an "
    "hour were passing in each direction. Minister Ana Reyes said the repair had cost 14 million crowns, half of what "
    "engineers had feared. She thanked crews from Estland, who sent two floating cranes and 60 welders to Port Azul "
    "last week. The barge's owner, Belov Shipping, has agreed to pay for the pier, according to the ministry. "
    "Residents of the island of Sant Elm, which was cut off on May 1, had relied on a ferry that sails twice a day. "
    "Port Azul's mayor, Tomas Hale, called the closure the worst disruption since the flood of 2009. A second "
    "inspection is "
    "planned for June 15, when divers from the University of Estland will examine the western pier."
)
REWORDED = (
    "PORT AZUL, Norland — Norland reopened the Harbor Bridge on Monday, 2 weeks following a barge hit its jap "
    "pier, the "
    "transportation ministry stated. The primary vans crossed at daybreak, and by noon about 300 autos an "
    "hour had been "
    "passing in every course. Minister Ana Reyes stated the restore had value 14 million crowns, half of what "
    "engineers "
    "had dreaded. She thanked groups from Estland, who despatched two floating cranes and 60 welders to Port "
    "Azul final "
    "week. The barge's proprietor, Belov Delivery, has agreed to pay for the pier, based on the ministry. "
    "Inhabitants of "
    "the island of Sant Elm, which was minimize off on May 1, had relied on a ferry that sails twice a day. "
    "Port Azul's "
    "mayor, Tomas Hale, known as the closure the worst interruption because the flood of 2009. A second examination is "
    "deliberate for June 15, when divers from the College of Estland will study the western pier."
)
OTHER = (
    "Traffic returned to the Harbor Bridge in Port Azul this week, and with it the noise that Sant Elm had nearly "
    "forgotten. Our reporter rode with the first bus, driven by Marta Okoye, a veteran of twenty winters. 'You could "
    "hear the gulls,' she said as the span came into view. Shopkeepers whom we met on the island were less romantic: "
    "three of five said that they had lost more than a third of their takings while the road was shut. Ana Reyes, who "
    "runs the transport ministry, promised them compensation before the summer, without naming a sum. Nobody "
    "could tell "
    "us why the barge left the channel. Belov Shipping did not answer our calls, and Norland's coast guard said its "
    "inquiry would take until autumn. Hale, the mayor, wants a second crossing, as he has for years."
)
NEWS = (
    "Norland's transport ministry announced on Thursday that lorries heavier than 40 tonnes will be turned back at the "
    "Harbor Bridge until autumn. Drivers who ignore the limit face fines of 900 crowns, said Lena Dvorak, who "
    "heads the "
    "road police. Weighing stations at both ramps begin their work at midnight, and a third one follows near Sant Elm. "
    "Hauliers protested at once: their federation called the measure a gift to Belov Shipping, whose ferries "
    "would carry "
    "the heavier loads, and threatened to block the ring road on Saturday morning with two hundred trucks. "
)


def sentences(text):
    return [s if s.endswith(".") else f"{s}." for s in text.replace("\n", " ").split(". ") if s]


def article(name, text=AGENCY, **metadata):
    return Article.make(text, id=name, **metadata)
