export const firstNames: readonly string[] = (
  'Abigail Alonzo Amara Anders Beatriz Bernard Blythe Bridget Calvin Camille Cedric Celeste Clarence ' +
  'Corinne Dalia Damon Darlene Deirdre Desmond Dolores Edith Elliot Emmett Enrique Esther Faye Felix Fiona ' +
  'Garrett Gloria Greta Harriet Hector Hugo Imani Ingrid Irene Jasper Jolene Josephine Kendra Khalil Lamont ' +
  'Leona Lionel Lorna Luther Mabel Malcolm Marguerite Marisol Maurice Mercedes Milton Miriam Nadine Nelson ' +
  'Noelle Odell Opal Patrice Percy Philippa Quentin Ramona Reggie Renata Rodney Rosalind Rupert Sabine ' +
  'Selma Sheldon Silvia Sterling Tabitha Terrence Thelma Ursula Valerie Vernon Viola Wallace Wanda Wendell ' +
  'Winifred Xavier Yolanda Yusuf Zelda'
).split(' ');

export const lastNames: readonly string[] = (
  'Abernathy Aldana Applewhite Ashdown Baptista Barlow Beckwith Bellamy Birdsong Blackwood Bonner Bracken ' +
  'Calloway Cantrell Castellan Chaney Cobb Corbett Crane Cutler Dabney Delacroix Dunning Eastman Echols ' +
  'Ellery Fairbanks Farrow Finch Fontaine Gaines Gallagher Garza Gentry Granger Hadleigh Hargrove Hathaway ' +
  'Holloway Ibarra Ingram Jarrett Kessler Kincaid Kowalczyk Lamb Landry Larkin Lockridge Lucero Mabry ' +
  'Marchetti McAllister Mendez Merriweather Montoya Nakamura Newell Norwood Oakes Okonkwo Ostrander Paddock ' +
  'Pardo Peabody Pennington Quarles Quigley Rainey Redmond Ridley Rosales Rutledge Salazar Satterfield ' +
  'Sewell Singh Stanhope Stroud Tanaka Thackeray Tolliver Tran Underhill Vance Vasquez Wadsworth Wexler ' +
  'Whitlock Yarborough'
).split(' ');

/** Fictitious property managers; each lives on a domain of its own under .example. */
export const accountNames: readonly string[] = (
  'Alder Court Residential, Amberfield Communities, Anchor Row Apartments, Ashmeadow Living, ' +
  'Bannerstone Homes, Barrow Hill Management, Bell Thicket Residential, Birchgate Communities, ' +
  'Blue Lantern Living, Bramblewick Homes, Brass Orchard Properties, Briar Quay Residential, ' +
  'Brindle Lane Communities, Candleford Apartments, Cask and Mill Lofts, Cedar Latch Management, ' +
  'Clovergate Residential, Cobblewood Living, Copperline Communities, Coral Steps Apartments, ' +
  'Cranberry Yard Homes, Dapple Creek Residential, Dovecote Management, Driftpine Communities, ' +
  'Dusty Fork Rentals, Elder Thorn Living, Fallow Bridge Residential, Featherstone Row, ' +
  'Fennel Hill Apartments, Fiddler Point Homes, Flintwater Communities, Foxtail Commons, ' +
  'Gable and Pine Residential, Garnet Street Living, Ginger Mill Management, Glasswing Apartments, ' +
  'Goldfinch Terrace, Granite Ferry Homes, Greywillow Communities, Halfmoon Yards, Harvest Gate Residential, ' +
  'Hazel Landing, Heronsford Living, Hickory Bell Management, Hollow Kettle Homes, ' +
  'Inkwell Square Apartments, Ironwood Steps, Ivory Barn Communities, Jasper Lock Residential, ' +
  'Juneberry Flats, Kestrel Dock Living, Kindling Row, Lacewood Management, Lantern Hill Homes, ' +
  'Lark and Sable Residential, Linen Mill Lofts, Lower Sparrow Communities, Magpie Court Apartments, ' +
  'Maple Sundial Living, Marigold Basin, Millrace Commons, Mossy Anchor Homes, Nettle Park Residential, ' +
  'Nightjar Properties, Oat Hill Management, Old Tannery Living, Otter Bend Communities, ' +
  'Painted Gate Apartments, Parsley Green Homes, Pebble Crossing Residential, Pinwheel Heights, ' +
  'Plum Harbor Living, Quailbrook Communities, Quince Street Rentals, Rafter Lake Apartments, ' +
  'Redthorn Residential, Rosehip Commons, Rye and Barley Homes, Saddle Oak Management, Sandpiper Mews'
).split(', ');

export const places = [
  ['Dayton', 'OH', 'America/New_York'],
  ['Chattanooga', 'TN', 'America/New_York'],
  ['Tulsa', 'OK', 'America/Chicago'],
  ['Omaha', 'NE', 'America/Chicago'],
  ['Boise', 'ID', 'America/Denver'],
  ['Spokane', 'WA', 'America/Los_Angeles'],
  ['Tucson', 'AZ', 'America/Phoenix'],
  ['Greensboro', 'NC', 'America/New_York'],
  ['Des Moines', 'IA', 'America/Chicago'],
  ['Lubbock', 'TX', 'America/Chicago'],
  ['Fresno', 'CA', 'America/Los_Angeles'],
  ['Albany', 'NY', 'America/New_York'],
  ['Knoxville', 'TN', 'America/New_York'],
  ['Pueblo', 'CO', 'America/Denver'],
  ['Mobile', 'AL', 'America/Chicago'],
  ['Eugene', 'OR', 'America/Los_Angeles'],
] as const;

/** Fictitious property management systems. */
export const softwareNames = ['Keystead', 'Domus One', 'Keystead', 'LeaseHarbor', 'Rentloom', 'Unitbook'] as const;
