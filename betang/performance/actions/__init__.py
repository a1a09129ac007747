"""What changes performance: each action one transaction with its entry in the trail."""
