"""What a blind official hears of the widget: Orca and Firefox, driven by keys, without a sound."""
