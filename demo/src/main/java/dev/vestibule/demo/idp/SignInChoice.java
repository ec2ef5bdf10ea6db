package dev.vestibule.demo.idp;

/** What the user chose on the sign-in page. */
sealed interface SignInChoice {
    /** Sign in as this user. */
    record SignInAs(Person person) implements SignInChoice {}

    /** Back to the application without signing in. */
    record Cancel() implements SignInChoice {}

    /** The form is incomplete; the sentence says what to do, the page keeps what was typed. */
    record Incomplete(String sentence, Person typed) implements SignInChoice {}
}
