"""Problems that other tools ship, each as a park folder beside a script that runs the tool itself."""
