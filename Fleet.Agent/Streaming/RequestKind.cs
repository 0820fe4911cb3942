namespace Fleet.Agent.Streaming;

enum RequestKind
{
    Start,
    Pause,
    Resume,
    Cancel,
    Home,
    Jog,
    Send,
    Override,
    AnswerPrompt,
}
