"""A scheme told in words: rules, gradings, pages, what two schemes differ in."""
