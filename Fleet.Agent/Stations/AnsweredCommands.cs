using Fleet.Protocol;

namespace Fleet.Agent.Stations;

/// <summary>The last outcomes by the command's id: a repeated command gets the first answer again and does nothing twice.</summary>
sealed class AnsweredCommands
{
    const int Remembered = 256;

    readonly Dictionary<string, CommandOutcome> _outcomes = [];
    readonly Queue<string> _order = new();

    internal CommandOutcome? Find(string id) => _outcomes.GetValueOrDefault(id);

    internal void Remember(CommandOutcome outcome)
    {
        _outcomes[outcome.CommandId] = outcome;
        _order.Enqueue(outcome.CommandId);
        if (_order.Count > Remembered)
            _outcomes.Remove(_order.Dequeue());
    }
}
