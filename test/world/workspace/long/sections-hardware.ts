import type { Section } from './section.ts';

export const HARDWARE_SECTIONS: readonly Section[] = [
  {
    title: 'Screws',
    owner: 'lukas',
    why: 'A rider owns one key. Every screw that needs another one is a promise broken.',
    rules: [
      'Hexagon socket, 2.5 millimetres, everywhere a rider may reach.',
      'Screws stay in their hole when loosened.',
      'Steel into brass inserts, never steel into plastic.',
      'No thread lock where a rider opens.',
    ],
    numbers: [
      ['Torque of the lid', '0.45 newton metres'],
      ['Openings without wear', '500'],
      ['Screws in a Glim 2', '9'],
    ],
    checks: ['Opened and closed by somebody outside hardware', 'Same screw length on the whole lid'],
    trap: [
      'Why not Torx?',
      'Because the key in the box would need two ends, and 40 percent of riders lost the second one in our trial of 2021.',
    ],
  },
  {
    title: 'Gaskets',
    owner: 'lukas',
    why: 'Water finds the place where two people each thought the other had drawn the groove.',
    rules: [
      'One gasket a lid, one groove, drawn in the lid.',
      'Shore 50 for everything that opens often.',
      'Laid in dry; grease belongs on threads.',
      'Colour moss, so that a missing one is seen.',
    ],
    numbers: [
      ['Compression', '22 percent'],
      ['Price as a spare part', '1.20 euros'],
      ['Test depth', '1 metre for 30 minutes'],
    ],
    checks: ['500 openings, then the water test', 'Photograph of the seam'],
    trap: [
      'Can a stretched gasket be used again?',
      'No. A gasket that hangs out of its groove by more than 2 millimetres is replaced.',
    ],
  },
  {
    title: 'Cells',
    owner: 'callum',
    why: 'September 2026 taught us that a cell is not a part but a guest with a temper.',
    rules: [
      'Measure every tray before it goes on the line.',
      'Send back trays that differ by more than 15 millivolts.',
      'Store at 40 percent, between 10 and 20 degrees.',
      'Two people in the room when opening one.',
    ],
    numbers: [
      ['Charging ends at', '4.10 volts'],
      ['Capacity after 500 charges', 'at least 80 percent'],
      ['Stock of emergency cells', '600'],
    ],
    checks: ['Lot number in the delivery note', 'Fireproof box is empty'],
    trap: [
      'May I post a single cell?',
      'Only in the envelope with the red corner, at most two a parcel, never by air.',
    ],
  },
  {
    title: 'Connectors',
    owner: 'callum',
    why: 'The port is what wears out first, so it is the part that must be cheapest to replace.',
    rules: [
      'A port sits on its own board.',
      'Spring contacts instead of plugs inside.',
      'No cable in a place that bends.',
    ],
    numbers: [
      ['Insertions of the port', '10,000'],
      ['Insertions of the spring contact', '8,000 tested'],
      ['Pull on the cable', '30 newton'],
    ],
    checks: ['Port changed in three minutes by a rider', 'Contacts seen under the microscope after the salt chamber'],
    code: ['text', 'J1  USB-C  ->  spring block SB4  ->  main board\n     pins 1..4: VBUS GND CC1 CC2'],
  },
  {
    title: 'Boards',
    owner: 'callum',
    why: 'A board that can be measured can be repaired. A board without test points is a coin toss.',
    rules: [
      'A test point on every supply and every bus.',
      'Parts no smaller than 0402.',
      'Revision letter in copper, not in ink.',
      'Second source noted for every part above 20 cents.',
    ],
    numbers: [
      ['Layers', '4'],
      ['Test points on Glim 2', '31'],
      ['Longest delivery of a part', '26 weeks'],
    ],
    checks: ['Drawing and order list have the same date', 'Somebody else has read the footprint of new parts'],
    trap: [
      'Which mistake did we make twice?',
      'Mirrored the footprint of the pairing button, on revisions B and D of the first Glim.',
    ],
  },
  {
    title: 'Antennas',
    owner: 'callum',
    why: 'Radio is won on the first day of the layout or lost for good.',
    rules: [
      'The antenna gets its corner before anything else is placed.',
      'Eight millimetres without copper around it.',
      'Measure on a bike with a rider, never on a desk.',
    ],
    numbers: [
      ['Range wanted', '12 metres'],
      ['Loss through a carbon rim', '6 decibels'],
      ['Loss through a wet glove', '4 decibels'],
    ],
    checks: ['Tuned in the housing with the cell inside', 'Measured with three telephones'],
  },
  {
    title: 'Lenses',
    owner: 'freya',
    why: 'The beam must light the road and spare the eyes. Three tenths of a degree decide between the two.',
    rules: [
      'Measure lenses of every cavity.',
      'Mark the cavity inside the lens.',
      'No coating that a cloth can take off.',
    ],
    numbers: [
      ['Limit at point B4', '2.0 lux'],
      ['Change of edge in October', '0.3 degrees'],
      ['Yellowing after five years of sun', 'below 3 percent'],
    ],
    checks: ['Goniometer run with two cavities', 'Beam on the wall at ten metres, photographed'],
    trap: [
      'Why is there a pin on the lens?',
      'So that it fits in one position only. The authority asks for it, riders thank us for it.',
    ],
  },
  {
    title: 'Housings',
    owner: 'freya',
    why: 'The hand knows before the eye whether something was made with care.',
    rules: [
      'Edges have a radius of at least 0.6 millimetres.',
      'Half of the plastic is recycled, or we say how much is.',
      'Snap hooks only where nobody opens.',
    ],
    numbers: [
      ['Recycled share in black', '62 percent'],
      ['Recycled share in moss', '48 percent'],
      ['Wall', '2.1 millimetres'],
    ],
    checks: ['Held with gloves by five people', 'Drop from 1.5 metres on all six sides'],
  },
  {
    title: 'Mounts',
    owner: 'lukas',
    why: 'A light without a mount is a torch in a ditch.',
    rules: [
      'One mount fits handlebars from 22 to 35 millimetres.',
      'Breaks at a known place, with the light staying on a cord.',
      'Metal where couriers ride.',
    ],
    numbers: [
      ['Life on cobbles', '4,000 kilometres'],
      ['Grip', 'no slip at 6 g'],
      ['Weight', '21 grams'],
    ],
    checks: ['Program C for ten hours', 'Mounted by a child, removed by an adult'],
    trap: [
      'Why do courier mounts crack at the same bend?',
      'The radius inside is 0.4 millimetres. A radius of 1.2 doubled the life on the rig.',
    ],
  },
  {
    title: 'Drawings and names of parts',
    owner: 'goran',
    why: 'The factory builds what is drawn, not what was meant.',
    rules: [
      'One drawing a part, one number a part, for ever.',
      'A change of a measure is a new revision, also when it is small.',
      'Tolerances only where they matter, and then a reason beside them.',
    ],
    numbers: [
      ['Parts with a number', '214'],
      ['Days to answer a question from the line', '1'],
      ['Drawings without a tolerance', '0'],
    ],
    checks: ['Read by the person who will build it', 'Old revision stamped as void'],
    code: ['text', 'FW-GL2-007-C\n│  │   │   └ revision\n│  │   └ running number\n│  └ product\n└ Fernway'],
  },
];
