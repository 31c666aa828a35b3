"""Bad input: where each of it is proven to be answered or safely ignored, and to leave the data right.

====================================== =====================================================================
unknown command, free text, stickers   `test_messages` (at every open form), joining/test_bad_input_walk
huge texts                             `test_messages`; the longest wordings in */test_wording
wrong file types, 0 bytes, 30 MB       `test_messages` (out of the blue and in forms), joining/test_roster_walk
                                       (roster), claims/test_walk (evidence)
roster: merged cells, duplicate names  joining/test_roster_reading, test_roster_plan, test_roster_walk
forged or old button                   `test_buttons` (every button that was ever shown, with other ids),
                                       joining/test_bad_input_walk, meetings/test_walk, claims/test_walk, dues/test_walk
tap by a stranger, by another branch,  `test_buttons` (every button that was ever shown); meetings/test_checkin,
by a demoted secretary                 test_roll, test_leave, test_ladder, claims/test_reviews, dues/test_book
two taps at once                       `test_twice` (over HTTP), meetings/test_races (at the services, PostgreSQL too)
updates delivered twice, out of order  `test_twice`, bot/test_forms; joining/test_links_walk, claims/test_walk
every kind of button with any fields,  `fuzz.test_payloads`: the real dispatcher, fed in this process by hypothesis
by anybody, in any order
every step of every form, any content  `fuzz.test_forms`: likewise; a form that comes new must be opened there
every sequence of taps by any roles    `tests.states`: claim, meeting, leave, letter, duty against a model of each
the bot removed from the group and     `test_group` (in the middle of a meeting), joining/test_groups_walk,
added again                            courier/test_delivery
====================================== =====================================================================
"""
