"""What a message changes of the last sum: a night elsewhere, a share, what stays unread."""
